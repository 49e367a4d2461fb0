/** The stack that the arguments of another command line name, or undefined where they name none. */
export function stackIn(args: readonly string[]): string | undefined {
  const named = args.findIndex((arg) => /^(--stack|-s)(=|$)/.test(arg));
  return named < 0 ? undefined : (args[named]?.split("=")[1] ?? args[named + 1]);
}
