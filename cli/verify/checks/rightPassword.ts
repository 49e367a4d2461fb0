import { asUser, isRefusal, isTls, isUnreachable } from "../../redis";
import { asksNothing } from "../attack";
import { type Check, everywhere, Unchecked, verdictOf } from "../check";

export const rightPassword: Check = {
  id: "right-password",
  title: "the password of the state gets in",
  applies: everywhere,
  async run({ component, logins }) {
    if (logins.length === 0) {
      throw new Unchecked("IAM lets every user in; there is no password");
    }
    const tried = await Promise.all(
      logins.map(async (login) => {
        try {
          await asUser(component, login, (client) => client.ping());
          return [];
        } catch (error) {
          if (isTls(error)) {
            throw new Unchecked("its TLS cannot be verified");
          }
          // AWS lets in from its own networks alone; on this machine there is no such excuse.
          if (isUnreachable(error) && component.target === "elasticache") {
            throw new Unchecked(`it is not reachable from this machine: ${(error as Error).message}`);
          }
          // Redis refuses a password where it wants none.
          if (isRefusal(error) && (await asksNothing(component))) {
            throw new Unchecked("no password is asked for at all");
          }
          return [`${login.user}: ${(error as Error).message}`];
        }
      }),
    );
    return verdictOf(tried.flat(), `PONG for ${logins.map(({ user }) => user).join(", ")}`);
  },
};
