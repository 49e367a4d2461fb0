import type { RedisClient } from "../../client";
import type { Signs } from "./report";

/** Seconds for which an entry of the slow log counts. */
const hour = 3600;

/** Whether the rules let the user run a command; a try would count as one more refusal on the server. */
export type May = (name: "info" | "acl|log" | "slowlog|get") => boolean;

/** Asks a server for its counters, ACL LOG and slow log; what the user may not ask stays undefined. */
export async function readSigns(client: RedisClient, may: May, now: number): Promise<Signs> {
  const [stats, errors, aclLog, slowlog] = await Promise.all([
    may("info") ? ask(client, "INFO", "stats") : undefined,
    may("info") ? ask(client, "INFO", "errorstats") : undefined,
    may("acl|log") ? readAclLog(client) : undefined,
    may("slowlog|get") ? ask(client, "SLOWLOG", "GET", "128") : undefined,
  ]);
  return { ...countersOf(text(stats), text(errors)), aclLog, slow: slowOf(slowlog, now) };
}

/** The entries of ACL LOG. */
export async function readAclLog(client: RedisClient): Promise<Signs["aclLog"]> {
  return entriesOf(await ask(client, "ACL", "LOG"));
}

/** A reply, or undefined when the user may not ask or the server has no such command. Throws what else it says. */
async function ask(client: RedisClient, ...words: string[]): Promise<unknown> {
  try {
    return await client.sendCommand(words);
  } catch (error) {
    if (/^NOPERM|^ERR unknown (sub)?command/i.test((error as Error).message)) {
      return undefined;
    }
    throw error;
  }
}

const text = (reply: unknown): string => (typeof reply === "string" ? reply : "");

/** The counters of INFO's sections stats and errorstats; undefined where a section is missing. */
export function countersOf(stats: string, errors: string): Signs {
  const evicted = /^evicted_keys:(\d+)\r?$/m.exec(stats)?.[1];
  // An error that never happened has no line. Redis counts them by their first word, and has done so since 6.2.
  const count = (word: string) =>
    Number(new RegExp(`^errorstat_${word}:count=(\\d+)`, "m").exec(errors)?.[1] ?? 0);
  const known = /^# Errorstats/m.test(errors);
  return {
    authenticationFailures: known ? count("WRONGPASS") + count("NOAUTH") : undefined,
    permissionDenials: known ? count("NOPERM") : undefined,
    evictedKeys: evicted === undefined ? undefined : Number(evicted),
  };
}

/** Reads ACL LOG's reply: a list of lists of names and values. */
export function entriesOf(reply: unknown): Signs["aclLog"] {
  return Array.isArray(reply)
    ? reply.map((entry: unknown) => {
        const fields = fieldsOf(entry);
        return {
          reason: String(fields.get("reason")),
          user: String(fields.get("username")),
          what: String(fields.get("object")),
          count: Number(fields.get("count")),
          secondsAgo: Number(fields.get("age-seconds")),
        };
      })
    : undefined;
}

function fieldsOf(entry: unknown): Map<string, unknown> {
  const flat = Array.isArray(entry) ? (entry as unknown[]) : [];
  const pairs = flat.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), flat[index + 1]] as const] : [],
  );
  return new Map(pairs);
}

/** Reads SLOWLOG GET's reply: id, time, microseconds, arguments. Of the arguments only the command is kept: others are data. */
export function slowOf(reply: unknown, now: number): Signs["slow"] {
  return Array.isArray(reply)
    ? (reply as [unknown, number, number, string[]][])
        .map(([, time, microseconds, words]) => ({
          command: String(words[0]).toUpperCase(),
          milliseconds: Math.round(microseconds / 100) / 10,
          secondsAgo: Math.max(0, Math.round(now / 1000 - time)),
        }))
        .filter(({ secondsAgo }) => secondsAgo < hour)
    : undefined;
}
