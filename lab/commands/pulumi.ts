import { openWhereItIs } from "../emulator/session";

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
  const named = args.findIndex((arg) => /^(--stack|-s)(=|$)/.test(arg));
  const stack = named < 0 ? "dev" : (args[named]?.split("=")[1] ?? args[named + 1] ?? "dev");
  const session = await openWhereItIs(stack);
  session.env.PULUMI_STACK = stack;
  if (args.some((arg) => deploying.has(arg))) {
    await session.prepareTarget(stack);
  }
  return session.show(args);
}
