import { join } from "node:path";
import execa from "execa";
import { openWhereItIs } from "../emulator/session";
import { root } from "../paths";
import { stackIn } from "./stackIn";

/** Runs a command of the package's own command line on the stack where it is, here or on the emulator. */
export async function cli(command: string, args: string[]): Promise<number> {
  const stack = stackIn(args);
  const session = await openWhereItIs(stack);
  await session.prepareTarget(stack);
  const script = ["--import", "tsx", join(root, "cli", "main.ts"), command, ...args];
  const named = args.some((arg) => /^(--stack|-s)(=|$)/.test(arg)) ? [] : ["--stack", stack];
  const child = await execa(process.execPath, [...script, ...named, "--cwd", session.place.folder], {
    cwd: root,
    env: session.env,
    stdio: "inherit",
    reject: false,
  });
  return child.exitCode ?? 1;
}
