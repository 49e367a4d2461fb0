import { types } from "node:util";
import { assess, type Health } from "./assess";
import { check, milliseconds } from "./optionRules";

/** What a health check asks of a client. */
export interface Checked {
  ping(): Promise<unknown>;
  info(): Promise<unknown>;
  role(): Promise<unknown>;
}

export interface HealthOptions {
  /** Milliseconds for the whole check. Default 5000. */
  timeout?: number;
}

/**
 * Asks a server how it is, by PING, INFO and ROLE. It never rejects for what it finds: a server that is gone is
 * unhealthy, and what the user may not ask is unknown and a reason. Throws RedisOptionError for a wrong timeout.
 */
export async function checkHealth(client: Checked, { timeout = 5_000 }: HealthOptions = {}): Promise<Health> {
  check(milliseconds(1), "timeout", timeout);
  const begin = performance.now();
  const [latencyMs, info, role] = await Promise.all([
    within(timeout, async () => {
      await client.ping();
      return Math.round((performance.now() - begin) * 100) / 100;
    }),
    within(timeout, async () => String(await client.info())),
    within(timeout, async () => roleIn(await client.role())),
  ]);
  return assess({ latencyMs, info, role });
}

/** What `ask` gives, or the error it ends with, that of the timeout included. */
function within<T>(timeout: number, ask: () => Promise<T>): Promise<T | Error> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(new Error(`no answer within ${timeout} ms`)), timeout);
    ask()
      .catch((error: unknown) => (types.isNativeError(error) ? error : new Error(String(error))))
      .then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
  });
}

function roleIn(reply: unknown): string {
  return typeof reply === "object" && reply !== null && "role" in reply ? String(reply.role) : "";
}
