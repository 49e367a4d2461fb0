import { readFileSync } from "node:fs";
import { LabError } from "../report";

/** Milliseconds that a killed process gets to be gone. */
const patience = 10_000;

/** What tells a process from a later one with the same number: the number and when it started. Undefined if it is gone. */
export function identity(pid: number): string | undefined {
  const stat = fileOf(pid, "stat");
  // The name, in parentheses, may itself hold blanks and parentheses; the 20th field behind it is the start.
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
  return state === undefined || state === "Z" ? undefined : `${pid}:${fields[18]}`;
}

/** Whether that process is still the emulator of this name. */
export function isEmulator(pid: number, name: string): boolean {
  const zombie = identity(pid) === undefined;
  return !zombie && (fileOf(pid, "cmdline")?.split("\0").includes(name) ?? false);
}

/** Ends the emulator of this name at once, if that process still is it, and waits until it is gone. */
export async function endEmulator(pid: number, name: string): Promise<void> {
  if (isEmulator(pid, name)) {
    // Nothing of it is worth saving, and its own way out takes seconds for each node.
    process.kill(pid, "SIGKILL");
  }
  for (const deadline = Date.now() + patience; isEmulator(pid, name); ) {
    if (Date.now() > deadline) {
      throw new LabError(`the AWS emulator (process ${pid}) does not end`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function fileOf(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") {
      return undefined;
    }
    throw error;
  }
}
