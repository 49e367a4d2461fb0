import { join } from "node:path";
import execa from "execa";
import { openWhereItIs } from "../emulator/session";
import { root } from "../paths";
import { stackIn } from "./stackIn";

/** Runs a command of the package's own command line on the stack where it is, here or on the emulator. */
export async function cli(command: string, args: string[]): Promise<number> {
  const named = stackIn(args);
  const stack = named ?? "dev";
  const session = await openWhereItIs(stack);
  await session.prepareTarget(stack);
  const script = ["--import", "tsx", join(root, "cli", "main.ts"), command, ...args];
  const place = [...(named === undefined ? ["--stack", stack] : []), "--cwd", session.place.folder];
  const child = await execa(process.execPath, [...script, ...place], {
    cwd: root,
    env: session.env,
    stdio: "inherit",
    reject: false,
  });
  return child.exitCode ?? 1;
}
