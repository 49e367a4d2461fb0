import { parseAcl } from "../../rules/acl";
import { loadedFile, opsOf } from "../../stack/inside";
import { type Check, onDocker, Unchecked, verdictOf } from "../check";
import { liveRules } from "../liveRules";

/** What the server lets in now, against what was deployed: somebody may have let in one more, or by one more password. */
export const users: Check = {
  id: "users",
  title: "nobody else is let in, and by no other password",
  applies: onDocker,
  async run({ component, logins }) {
    const ops = opsOf(component);
    const deployed = parseAcl(loadedFile(component, "users.acl") ?? "");
    if (!ops || deployed.size === 0) {
      throw new Unchecked("the state does not say who is to be let in");
    }
    const live = await liveRules(component, ops);
    const admitted = [...live].filter(([, words]) => words.includes("on"));
    const strangers = admitted.filter(([name]) => !deployed.get(name)?.includes("on"));
    // Until an overlap ends there is the previous password as well.
    const most = (name: string) => (logins.find(({ user }) => user === name)?.overlapEndsAt ? 2 : 1);
    const several = admitted.filter(([name, words]) => passwordsOf(words) > most(name));
    return verdictOf(
      [
        ...strangers.map(([name]) => `${name} is let in, and was not deployed`),
        ...several.map(
          ([name, words]) =>
            `${name} has ${passwordsOf(words)} passwords, and was deployed with ${most(name)}`,
        ),
      ],
      admitted.map(([name]) => name).join(", "),
    );
  },
};

const passwordsOf = (words: readonly string[]) => words.filter((word) => word.startsWith("#")).length;
