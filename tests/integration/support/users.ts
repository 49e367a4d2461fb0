import { Redis } from "ioredis";
import type { Stack } from "./stack";

/** The project's program, with the users' connections among the outputs. */
export const programWithUsers = `
import { argsFromConfig, SecureRedis } from "./components";
export const { url, users } = new SecureRedis("redis", argsFromConfig());
`;

/** How a user connects, as the stack's output tells it. */
export interface UserOutput {
  username: string;
  password: string;
  url: string;
  redactedUrl: string;
  nextRotationAt: string;
  overlapEndsAt?: string;
}

/** The connections of the stack's users, by name. */
export async function usersOf(stack: Stack): Promise<Record<string, UserOutput>> {
  return JSON.parse(await stack.output("users"));
}

/** The same URL with another password. */
export function withPassword(url: string, password: string): string {
  const changed = new URL(url);
  changed.password = password;
  return changed.href;
}

/** A client that is connected and never connects again: once its connection has ended, it is at its end. */
export async function steadyClient(url: string): Promise<Redis> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, enableReadyCheck: false });
  // An error without a listener would be printed; commands reject all the same.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** The answer to one command: `allowed`, or `denied` for want of permission. */
export async function answerTo(client: Redis, command: string): Promise<string> {
  const [name = "", ...args] = command.split(" ");
  try {
    await client.call(name, ...args);
    return "allowed";
  } catch (error) {
    const { message } = error as Error;
    if (/^NOPERM |^ERR The user executing the script can't /.test(message)) {
      return "denied";
    }
    // Any other error that Redis answers is of what was asked, not of who asked.
    return /^[A-Z]+ /.test(message) ? "allowed" : message;
  }
}

/** The same over a connection of its own, for commands that change what a connection is. */
export async function verdict(url: string, command: string): Promise<string> {
  const client = await steadyClient(url);
  try {
    return await answerTo(client, command);
  } finally {
    client.disconnect();
  }
}
