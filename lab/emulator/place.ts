import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localFolder } from "../paths";
import { isEmulator } from "./processes";
import { type RunningEmulator, readRecord } from "./record";
import { stopEmulator } from "./stop";

/** Everything of the checkout's emulator: its state and passphrase, and what lies in the folders below. */
export const emulatorFolder = () => join(localFolder, "emulator");

/** The emulator's own record, log and temporary files. */
export const serverFolder = () => join(emulatorFolder(), "server");

/** The project's program with the stack files of the emulator, which are not the checkout's. */
export const projectFolder = () => join(emulatorFolder(), "project");

/** The authority that signed the certificates of the emulator's Redis nodes, for clients. */
export const caFile = () => join(emulatorFolder(), "ca.pem");

/** A stack's file on the emulator. It is there from the stack's first `up --emulator` to its `down --emulator`. */
export function stackFileOnEmulator(stack: string): string {
  // Pulumi leaves the organization out of the file's name.
  return join(projectFolder(), `Pulumi.${stack.split("/").pop()}.yaml`);
}

/** Whether the stack is on the emulator, running or dead. */
export function isOnEmulator(stack: string): boolean {
  return existsSync(stackFileOnEmulator(stack));
}

/** The stacks on the emulator. */
export function stacksOnEmulator(): string[] {
  const files = existsSync(projectFolder()) ? readdirSync(projectFolder()) : [];
  return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
}

/** The checkout's emulator if it is up. */
export function runningEmulator(): RunningEmulator | undefined {
  const record = readRecord(serverFolder());
  if (record?.pid === undefined || record.caCertificate === undefined) {
    return undefined;
  }
  const { pid, caCertificate } = record;
  return isEmulator(pid, record.name) ? { ...record, pid, caCertificate } : undefined;
}

/** Ends the checkout's emulator, running or dead, and removes everything of it. */
export async function clearEmulator(): Promise<void> {
  const emulator = readRecord(serverFolder());
  if (emulator) {
    await stopEmulator(emulator);
  }
  rmSync(emulatorFolder(), { recursive: true, force: true });
}
