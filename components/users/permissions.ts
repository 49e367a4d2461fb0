import type { Preset, UserArgs } from "./args";

/**
 * What a client does to be connected at all; the commands among them that reach other clients are taken out, and CLIENT
 * TRACKING, which tells of keys that others change.
 */
const session = ["+@connection", "+@transaction", "-@admin", "-@dangerous", "-client|tracking"];

/** SCAN, RANDOMKEY and DBSIZE tell of every key, whichever the user may touch. */
const limited = ["-scan", "-randomkey", "-dbsize"];

/** Lua and functions run with the user's own permissions; what changes the server's library of them stays out. */
const scripts = [
  "+eval",
  "+evalsha",
  "+eval_ro",
  "+evalsha_ro",
  "+script|load",
  "+script|exists",
  "+fcall",
  "+fcall_ro",
];

/** What each preset may run, in Redis' own terms (https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/). */
const presets: Record<Preset, readonly string[]> = {
  readonly: ["+@read", ...session, ...limited],
  readwrite: [
    "+@read",
    "+@write",
    "+@pubsub",
    "-pubsub",
    ...session,
    ...limited,
    ...scripts,
    "-function|load",
    "-function|delete",
    "-function|flush",
    "-function|restore",
  ],
  monitor: [
    ...session,
    "+info",
    "+role",
    "+dbsize",
    "+lastsave",
    "+memory|stats",
    "+memory|usage",
    "+slowlog|get",
    "+slowlog|len",
    "+latency|latest",
    "+latency|history",
    "+latency|histogram",
    "+cluster|info",
    "+cluster|nodes",
    "+cluster|shards",
    "+pubsub|numpat",
    "+pubsub|numsub",
    "+object|help",
    "+acl|whoami",
    "+acl|cat",
  ],
};

/**
 * The rules of a user, the same on every target: the words of an ACL file's line after the passwords, and of
 * ElastiCache's access string.
 */
export function permissions({ preset, commands = [], keys = [], channels = [] }: UserArgs): string {
  return [
    ...keys.map((pattern) => (pattern.startsWith("%") ? pattern : `~${pattern}`)),
    "resetchannels",
    ...channels.map((pattern) => `&${pattern}`),
    "-@all",
    ...(preset === undefined ? [] : presets[preset]),
    ...commands,
  ].join(" ");
}
