/** The stack that the arguments of another command line name; dev is what needs no name. */
export function stackIn(args: readonly string[]): string {
  const named = args.findIndex((arg) => /^(--stack|-s)(=|$)/.test(arg));
  return named < 0 ? "dev" : (args[named]?.split("=")[1] ?? args[named + 1] ?? "dev");
}
