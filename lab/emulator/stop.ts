import { rmSync } from "node:fs";
import { removeNodes } from "./nodes";
import { endEmulator } from "./processes";
import type { Emulator } from "./record";

/** Ends an emulator, running or not, and removes everything of it: process, nodes, network and folder. */
export async function stopEmulator(emulator: Emulator): Promise<void> {
  if (emulator.pid !== undefined) {
    await endEmulator(emulator.pid, emulator.name);
  }
  await removeNodes(emulator);
  rmSync(emulator.folder, { recursive: true, force: true });
}
