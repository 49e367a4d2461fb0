import { randomBytes } from "node:crypto";
import { asUser, isRefusal } from "../../redis";
import { asksNothing } from "../attack";
import { type Check, everywhere, Unchecked, verdictOf } from "../check";

/** The users of the component, and Redis' default user, who is there even when nobody named it. */
export const wrongPassword: Check = {
  id: "wrong-password",
  title: "a wrong password is refused",
  applies: everywhere,
  async run({ component }) {
    const names = [...new Set([...component.logins.map(({ username }) => username), ""])];
    const tried = await Promise.all(
      names.map(async (username) => {
        const password = randomBytes(24).toString("hex");
        return asUser(component, { username, password }, async () => "let in").catch((error: unknown) => {
          if (isRefusal(error)) {
            return "refused";
          }
          throw new Unchecked(`no login could be tried: ${(error as Error).message}`);
        });
      }),
    );
    const open = names.filter((_, index) => tried[index] === "let in").map((name) => name || "default");
    if (open.length > 0 && (await asksNothing(component))) {
      throw new Unchecked("no password is asked for at all");
    }
    return verdictOf(
      open.map((name) => `${name} gets in with any password`),
      `refused for ${names.map((name) => name || "default").join(", ")}`,
    );
  },
};
