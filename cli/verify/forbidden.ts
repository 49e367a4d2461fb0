import type { RedisClient } from "../../client";
import { opsUser } from "../../components/acl";
import { allows, isOutside, patternsOf } from "../rules/acl";
import { type Probe, probes } from "./commandProbes";

/** Those that no user may run, whatever its rules say. */
const forEverybody = probes.slice(0, 14);

/**
 * The probes that a user with these rules must not be able to run: those that the rules forbid, and those that nobody
 * may run, but for the ops user, whose rules say all.
 */
export function forbiddenTo(user: string, words: readonly string[] | undefined): Probe[] {
  const always = user === opsUser ? [] : forEverybody;
  return probes.filter((probe) => always.includes(probe) || (words && !allows(words, probe)));
}

/** A read of a key that the rules keep from the user; undefined when they may reach it. */
export function forbiddenRead(words: readonly string[] | undefined): Probe | undefined {
  const key = "secure-redis-verify:none";
  const get = { name: "get", categories: ["read", "string", "fast"] };
  const kept = words !== undefined && allows(words, get) && isOutside(key, patternsOf(words));
  return kept ? { ...get, how: "queued", words: ["GET", key] } : undefined;
}

/** The probes that the server lets the user run, and those that could not be tried. */
export async function tryAll(client: RedisClient, forbidden: readonly Probe[]) {
  const allowed: Probe[] = [];
  const untried: Probe[] = forbidden.filter(({ how }) => how === "read");
  const queued = forbidden.filter(({ how }) => how === "queued");
  // Outside of a transaction they would be run.
  if (isRefused(await reply(client, ["MULTI"]))) {
    untried.push(...queued);
  } else {
    for (const probe of queued) {
      const answer = await reply(client, probe.words);
      if (answer === "QUEUED") {
        allowed.push(probe);
      } else if (!isRefused(answer)) {
        untried.push(probe);
      }
    }
    await client.sendCommand(["DISCARD"]);
  }
  for (const probe of forbidden.filter(({ how }) => how === "refused")) {
    if (!isRefused(await reply(client, probe.words))) {
      allowed.push(probe);
    }
  }
  return { allowed, untried };
}

/** How a person calls a probe. */
export function labelOf({ name, words }: Probe): string {
  return name === "get" ? `GET ${words[1]}` : name.replace("|", " ").toUpperCase();
}

async function reply(client: RedisClient, words: readonly string[]): Promise<string> {
  try {
    return String(await client.sendCommand([...words]));
  } catch (error) {
    return (error as Error).message;
  }
}

/** The rules' refusal, that of a server that has the command turned off, or has none such. */
function isRefused(answer: string): boolean {
  return /^NOPERM|command not allowed|^ERR unknown (sub)?command/i.test(answer);
}
