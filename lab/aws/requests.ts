import { setTimeout } from "node:timers/promises";

/** What a request returns, or undefined when AWS says that the thing is not there (by one of these error names). */
export async function found<T>(request: Promise<T>, ...notThere: string[]): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof Error && notThere.includes(error.name)) {
      return undefined;
    }
    throw error;
  }
}

/** Asks again, a little later each time, until `done` holds; fails after `seconds`. */
export async function until(what: string, done: () => Promise<boolean>, seconds = 300): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (let pause = 100; !(await done()); pause = Math.min(pause * 1.5, 2000)) {
    if (Date.now() > deadline) {
      throw new Error(`${what}: still not so after ${seconds} s`);
    }
    await setTimeout(pause);
  }
}

/** A part of a response that AWS always sends. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) {
    throw new Error(`the response has no ${what}`);
  }
  return value;
}
