/** A user of the Redis and what it may do. With users, Redis' default user is off. */
export interface UserArgs {
  /** A set of commands to start from: `readonly`, `readwrite` or `monitor`; see docs/users.md. */
  preset?: Preset;
  /** Commands to add to or take from the preset, as Redis' ACL writes them: `+get`, `-del`, `+@hash`, `+script|load`. */
  commands?: string[];
  /**
   * Patterns of the keys that it may touch, such as `app:*`; `%R~shared:*` may be read alone.
   * @default none
   */
  keys?: string[];
  /**
   * Patterns of the Pub/Sub channels that it may use, such as `news:*`.
   * @default none
   */
  channels?: string[];
  /**
   * Spells out that the user may have everything: without it every key, every channel and whole categories of
   * dangerous commands are refused.
   * @default false
   */
  everything?: boolean;
  /**
   * Log in by IAM instead of by password. Only on ElastiCache.
   * @default false
   */
  iam?: boolean;
}

/** A set of commands. */
export type Preset = "readonly" | "readwrite" | "monitor";
