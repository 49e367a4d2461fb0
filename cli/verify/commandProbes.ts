import type { Named } from "../rules/acl";

/**
 * A command that is tried without doing what it does. `queued` ones are given inside a transaction that is discarded:
 * Redis asks the rules when it queues. `refused` ones may not be queued; their arguments are wrong, which Redis says only
 * after it asked the rules. `read` ones have no arguments that could be wrong: the rules themselves are read.
 */
export interface Probe extends Named {
  how: "queued" | "refused" | "read";
  words: readonly string[];
}

const admin = ["admin", "slow", "dangerous"];
const key = "secure-redis-verify:none";

const queued = (categories: readonly string[], ...words: string[]): Probe => ({
  how: "queued",
  words,
  categories,
  name: (words[0] ?? "").toLowerCase(),
});

/** The same for a command with subcommands. */
const sub = (categories: readonly string[], ...words: string[]): Probe => ({
  ...queued(categories, ...words),
  name: words.slice(0, 2).join("|").toLowerCase(),
});

/**
 * Commands that somebody who got too much would have, with Redis' categories
 * (https://redis.io/docs/latest/commands/). The first 14 are those that no user may run.
 */
export const probes: readonly Probe[] = [
  sub(admin, "ACL", "LIST"),
  queued(admin, "BGREWRITEAOF"),
  queued(admin, "BGSAVE"),
  sub(admin, "CONFIG", "GET", "port"),
  sub(admin, "DEBUG", "HELP"),
  queued(admin, "FAILOVER", "ABORT"),
  queued(["keyspace", "write", "slow", "dangerous"], "MIGRATE", "127.0.0.1", "1", key, "0", "1"),
  sub(admin, "MODULE", "LIST"),
  { name: "psync", categories: admin, how: "refused", words: ["PSYNC", "?", "secure-redis-verify"] },
  queued(admin, "REPLICAOF", "127.0.0.1", "1"),
  { name: "save", categories: admin, how: "read", words: ["SAVE"] },
  { name: "shutdown", categories: admin, how: "refused", words: ["SHUTDOWN", "secure-redis-verify"] },
  queued(admin, "SLAVEOF", "127.0.0.1", "1"),
  { name: "sync", categories: admin, how: "read", words: ["SYNC"] },

  queued(["keyspace", "write", "slow", "dangerous"], "FLUSHALL"),
  queued(["keyspace", "write", "slow", "dangerous"], "FLUSHDB"),
  queued(["keyspace", "write", "fast", "dangerous"], "SWAPDB", "0", "0"),
  queued(["keyspace", "read", "slow", "dangerous"], "KEYS", key),
  queued(["keyspace", "read", "slow"], "SCAN", "0"),
  queued(["keyspace", "read", "slow"], "RANDOMKEY"),
  queued(["keyspace", "read", "fast"], "DBSIZE"),
  sub(["admin", "slow", "dangerous", "connection"], "CLIENT", "KILL", "ID", "0"),
  sub(["admin", "slow", "dangerous", "connection"], "CLIENT", "LIST"),
  queued(["slow", "dangerous"], "INFO"),
  queued(admin, "MONITOR"),
  sub(admin, "SLOWLOG", "GET", "1"),
  queued(["scripting", "slow"], "EVAL", "return 1", "0"),
  sub(["write", "scripting", "slow"], "FUNCTION", "FLUSH"),
  sub(["pubsub", "slow"], "PUBSUB", "CHANNELS"),
  queued(["pubsub", "fast"], "PUBLISH", key, "probe"),
  queued(["write", "string", "slow"], "SET", key, "probe"),
  queued(["read", "string", "fast"], "GET", key),
];
