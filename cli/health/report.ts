/** What the counters and lists of a server say beside its health; undefined where the user may not ask. */
export interface Signs {
  /** Logins with a wrong password, and commands without a login, since the server started. */
  authenticationFailures?: number;
  /** Commands, keys and channels refused by permissions since the server started. */
  permissionDenials?: number;
  /** Entries of ACL LOG, newest first. */
  aclLog?: { reason: string; user: string; what: string; count: number; secondsAgo: number }[];
  /** Keys evicted since the server started. */
  evictedKeys?: number;
  /** Commands in the slow log of the last hour, newest first. */
  slow?: { command: string; milliseconds: number; secondsAgo: number }[];
}

/** From where on something is a warning. */
export interface Thresholds {
  /** Percent of the memory. */
  memory: number;
  /** Percent of the memory from which it is critical. */
  memoryCritical: number;
  authenticationFailures: number;
  permissionDenials: number;
  slow: number;
  /** Evicted keys; undefined never: a cache that evicts is meant to. */
  evictedKeys?: number;
  /** Milliseconds of a PING. */
  latency: number;
}

export const defaults: Thresholds = {
  memory: 80,
  memoryCritical: 95,
  authenticationFailures: 100,
  permissionDenials: 1000,
  slow: 10,
  latency: 100,
};

/** A state in the words of monitors, whose exit codes they are. */
export const exitCodes = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const;

/** One line of what was found. */
export interface Finding {
  state: keyof typeof exitCodes;
  name: string;
  detail: string;
}
