import { rmSync } from "node:fs";
import { LabError, say } from "../report";
import { clearEmulator, isOnEmulator, runningEmulator, stackFileOnEmulator, stacksOnEmulator } from "./place";
import { joinEmulator } from "./session";

/**
 * Destroys the stack on the emulator, and ends the emulator with its last stack. Whatever state both are in, nothing of
 * them remains; where the stack could not be destroyed first, the exit code says so.
 */
export async function destroyOnEmulator(stack: string): Promise<number> {
  let exitCode = 0;
  if (!isOnEmulator(stack)) {
    say(`there is no stack ${stack} on the emulator`);
  } else if (runningEmulator()) {
    exitCode = await destroy(stack).catch((error: Error) => {
      if (!(error instanceof LabError)) throw error;
      say(error.message);
      return 1;
    });
  }
  rmSync(stackFileOnEmulator(stack), { force: true });
  const others = runningEmulator() ? stacksOnEmulator() : [];
  if (others.length > 0) {
    say(`emulator: it stays up for ${others.join(", ")}`);
    return exitCode;
  }
  await clearEmulator();
  say("emulator: ended, nothing of it remains");
  return exitCode;
}

async function destroy(stack: string): Promise<number> {
  const session = await joinEmulator(stack);
  if (!(await session.hasStack(stack))) {
    return 0;
  }
  const on = ["--yes", "--stack", stack];
  // The lock of a run that was killed, and what protects real data: neither is to keep the emulator.
  await session.read(["cancel", ...on]);
  await session.read(["state", "unprotect", "--all", ...on]);
  const exitCode = await session.show(["destroy", "--skip-preview", ...on]);
  await session.read(["stack", "rm", "--force", "--preserve-config", ...on]);
  return exitCode;
}
