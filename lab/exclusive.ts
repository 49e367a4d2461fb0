import { mkdirSync } from "node:fs";
import lockfile from "proper-lockfile";
import { say } from "./report";

/** Runs `work` while no other process does so for the same folder. A lock whose holder died is taken over. */
export async function exclusively<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const take = (retries: number) =>
    lockfile.lock(folder, {
      stale: 30_000,
      update: 5_000,
      retries: { retries, factor: 1, minTimeout: 200, maxTimeout: 200 },
    });
  const release = await take(0).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ELOCKED") throw error;
    say("another process is preparing the same; waiting for it");
    return take(18_000);
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
