import { setTimeout as sleep } from "node:timers/promises";
import { RedisUnreachableError } from "./errors";
import type { RedisClient } from "./nodeRedis";

/** One PING. Throws Redis' refusal, or RedisUnreachableError when the answer is not Redis'. */
export async function verify(client: RedisClient, address: string): Promise<void> {
  const reply: unknown = await client.ping();
  // In lower case while the connection is subscribed to something.
  if (String(reply).toUpperCase() !== "PONG") {
    throw new RedisUnreachableError(`Redis at ${address} is not reachable: something else answers there`);
  }
}

interface Persistence {
  ask(): Promise<void>;
  /** Whether the connection is there still. */
  current(): boolean;
  /** Milliseconds before the next one, the first being number 1. */
  pause(attempt: number): number;
  /** Asked and refused, the pause being over. */
  refused(error: unknown): void;
}

/** Asks again while it is refused, as by a Redis that loads its data. False when the connection ended before. */
export async function untilAnswered({ ask, current, pause, refused }: Persistence): Promise<boolean> {
  for (let attempt = 1; current(); attempt++) {
    try {
      await ask();
      return true;
    } catch (error) {
      await sleep(pause(attempt));
      if (current()) {
        refused(error);
      }
    }
  }
  return false;
}
