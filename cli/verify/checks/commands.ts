import { allows } from "../../rules/acl";
import { rulesOf } from "../../rules/deployed";
import type { Account } from "../../stack/component";
import { opsOf } from "../../stack/inside";
import { type Check, everywhere, onElastiCache, Unchecked, verdictOf } from "../check";
import type { Context } from "../context";
import { forbiddenRead, forbiddenTo, labelOf, tryAll } from "../forbidden";
import { liveRules } from "../liveRules";
import { throughLogin } from "../redis";

/** Each user tries what its rules keep from it. The rules come from the state, so what the server has now is measured. */
export const commands: Check = {
  id: "commands",
  title: "no user can run what is forbidden to it",
  applies: everywhere,
  async run(context) {
    if (onElastiCache(context.component) && process.env.AWS_ENDPOINT_URL) {
      throw new Unchecked("an emulated AWS (AWS_ENDPOINT_URL) forbids no commands");
    }
    const ops = opsOf(context.component);
    const live = ops ? await liveRules(context.component, ops) : undefined;
    const suspects = [...context.logins, ...(ops ? [ops] : [])];
    const found = await Promise.all(suspects.map((suspect) => examine(context, suspect, live)));
    const tried = found.reduce((sum, { count }) => sum + count, 0);
    return verdictOf(
      found.flatMap(({ user, allowed }) =>
        allowed.length > 0 ? [`${user} may run ${allowed.join(", ")}`] : [],
      ),
      `${tried} refused for ${suspects.map(({ user }) => user).join(", ")}`,
    );
  },
};

/** By trying, and where the server lists its rules by reading them: a key that is refused hides that a command is not. */
async function examine(context: Context, suspect: Account, live: Map<string, string[]> | undefined) {
  const { user } = suspect;
  const words = rulesOf(context.component, user);
  const forbidden = forbiddenTo(user, words);
  const outside = forbiddenRead(words);
  const tried = await throughLogin(context.component, suspect, (client) =>
    tryAll(client, [...forbidden, ...(outside ? [outside] : [])]),
  );
  const rules = live?.get(user);
  const read = rules ? forbidden.filter((probe) => allows(rules, probe)) : [];
  return {
    user,
    allowed: [...new Set([...tried.allowed, ...read].map(labelOf))],
    count: forbidden.length + (outside ? 1 : 0) - (rules ? 0 : tried.untried.length),
  };
}
