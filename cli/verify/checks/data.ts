import { randomBytes } from "node:crypto";
import type { RedisClient } from "../../../client";
import { patternsOf } from "../../rules/acl";
import { rulesOf } from "../../rules/deployed";
import { type Check, everywhere, pass, Unchecked } from "../check";
import type { Context } from "../context";
import { throughLogin } from "../redis";

/** What every key begins with that a check writes, behind what a user's permissions make it begin with. */
export const probePrefix = "secure-redis-verify:";

/** Seconds until Redis removes a probe key by itself, should this process end before it does. */
const lifetime = 60;

/** Keys to try until one is on the node that is asked, in a cluster. */
const attempts = 200;

export const data: Check = {
  id: "data",
  title: "a key is written, read and removed",
  applies: everywhere,
  async run(context) {
    for (const login of context.logins) {
      const wrote = await throughLogin(context.component, login, (client) =>
        writeAndRead(client, prefixFor(context, login.user)),
      );
      if (wrote) {
        return pass(`as ${login.user}`);
      }
    }
    throw new Unchecked("no user may write");
  },
};

/** What the user's keys must begin with; empty when any will do. */
function prefixFor(context: Context, user: string): string {
  const prefixes = patternsOf(rulesOf(context.component, user) ?? [])
    .filter((pattern) => pattern.endsWith("*"))
    .map((pattern) => pattern.slice(0, -1));
  return prefixes.includes("") ? "" : (prefixes.find((prefix) => !/[*?[\\]/.test(prefix)) ?? "");
}

/** False when the user may not; throws what else Redis says. */
async function writeAndRead(client: RedisClient, prefix: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const key = `${prefix}${probePrefix}${randomBytes(8).toString("hex")}`;
    try {
      await client.set(key, "probe", { expiration: { type: "EX", value: lifetime }, condition: "NX" });
      const found = await client.get(key);
      const removed = await client.del(key);
      if (found !== "probe" || removed !== 1) {
        throw new Error(`the key ${key} was written and ${found === "probe" ? "not removed" : "not found"}`);
      }
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (message.startsWith("NOPERM")) {
        return false;
      }
      if (!message.startsWith("MOVED") || attempt === attempts) {
        throw error;
      }
    }
  }
}
