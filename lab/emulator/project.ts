import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../paths";
import { say } from "../report";
import { caFile, projectFolder, stackFileOnEmulator } from "./place";
import type { RunningEmulator } from "./record";
import { emulatorConfig } from "./stackConfig";

const copies = ["Pulumi.yaml", "package.json", "tsconfig.json"];
const links = ["index.ts", "components", "node_modules"];

/** Writes the stack's project on the emulator anew from the checkout, which stays as it is. */
export function writeProject(stack: string, emulator: RunningEmulator, vpcId: string): void {
  const folder = projectFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of copies) {
    cpSync(join(root, name), join(folder, name));
  }
  for (const name of links) {
    rmSync(join(folder, name), { force: true });
    symlinkSync(join(root, name), join(folder, name));
  }
  const { caCertificate } = emulator;
  writeFileSync(caFile(), caCertificate);
  const file = stackFileOnEmulator(stack);
  const own = join(root, basename(file));
  const given = { vpcId, caCertificate };
  const { text, replaced } = emulatorConfig(readText(own), readText(file), given);
  writeFileSync(file, text, { mode: 0o600 });
  if (replaced.length > 0) {
    say(`emulator: of ${basename(own)} it has its own for ${replaced.join(", ")}`);
  }
}

function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
