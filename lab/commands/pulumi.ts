import { openWhereItIs } from "../emulator/session";
import { stackIn } from "./stackIn";

/** Commands that reach into the target; the others need the state alone. */
const deploying = new Set([
  "up",
  "update",
  "preview",
  "pre",
  "refresh",
  "destroy",
  "dn",
  "down",
  "import",
  "watch",
]);

/** Runs the same CLI with the same backend, passphrase and plugins. */
export async function pulumi(args: string[]): Promise<number> {
  const stack = stackIn(args) ?? "dev";
  const session = await openWhereItIs(stack);
  session.env.PULUMI_STACK = stack;
  if (args.some((arg) => deploying.has(arg))) {
    await session.prepareTarget(stack);
  }
  return session.show(args);
}
