import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An emulator that was started, as its record in its folder tells. */
export interface Emulator {
  /** Its name among processes and Docker's networks, unique on the machine. */
  name: string;
  /** Where it keeps its record, its log and its temporary files. */
  folder: string;
  /** TCP port on 127.0.0.1. */
  port: number;
  /** URL for `AWS_ENDPOINT_URL`. */
  endpoint: string;
  /** Docker network of the nodes. */
  network: string;
  /** Account of whoever names no other, 12 digits: unlike other emulators', as nodes are named after it. */
  account: string;
  /** None before its process is there. */
  pid?: number;
  /** Authority that signed the nodes' certificates, as PEM. None before it answers. */
  caCertificate?: string;
  /** The process that it lives for, as `identity` tells it; none when it is to outlive the command. */
  owner?: string;
}

/** An emulator that has answered. */
export type RunningEmulator = Emulator & Required<Pick<Emulator, "pid" | "caCertificate">>;

const fileName = "emulator.json";

/** The record in this folder, or undefined. */
export function readRecord(folder: string): Emulator | undefined {
  const file = join(folder, fileName);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Writes the record into the emulator's folder, whole or not at all, for its owner's eyes. */
export function writeRecord(emulator: Emulator): void {
  const file = join(emulator.folder, fileName);
  writeFileSync(`${file}.partial`, JSON.stringify(emulator, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.partial`, file);
}
