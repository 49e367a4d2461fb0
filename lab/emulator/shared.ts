import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { exclusively } from "../exclusive";
import { cache } from "../paths";
import { say } from "../report";
import { identity } from "./processes";
import { readRecord } from "./record";
import { randomAccount, startEmulator } from "./start";
import { stopEmulator } from "./stop";

/** Folder of the emulators that live for one command, each in a folder of its own. */
const emulators = join(cache, "emulators");

/** Where an emulator that lives for one command may lie, so that what a kill leaves of it is found. */
export function freshFolder(): string {
  return join(emulators, randomAccount());
}

/**
 * Runs `work` with an emulator for itself, told by the variables that it is given: its URL, and a file with the
 * authority of its nodes' certificates. It is ended whatever happens, by SIGINT and SIGTERM as well; one that a killed
 * command left is removed at the next call.
 */
export async function withEmulator<T>(work: (env: Record<string, string>) => Promise<T>): Promise<T> {
  await removeDead();
  const folder = freshFolder();
  const emulator = await startEmulator(folder, { owned: true });
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, emulator.caCertificate);

  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopEmulator(emulator);
    return stopping;
  };
  const interrupt = (signal: "SIGINT" | "SIGTERM") => {
    stop().finally(() => process.exit(128 + constants.signals[signal]));
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    return await work({
      SECURE_REDIS_TEST_AWS_ENDPOINT: emulator.endpoint,
      SECURE_REDIS_TEST_AWS_CA: ca,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
  } finally {
    await stop();
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/** Removes what is left of emulators whose command is gone. */
async function removeDead(): Promise<void> {
  await exclusively(join(cache, "locks", "emulators"), async () => {
    for (const name of existsSync(emulators) ? readdirSync(emulators) : []) {
      const emulator = readRecord(join(emulators, name));
      if (emulator?.owner !== undefined && identity(Number.parseInt(emulator.owner, 10)) !== emulator.owner) {
        say(`emulator: removing what a command that was killed has left (${emulator.name})`);
        await stopEmulator(emulator);
      }
    }
  });
}
