/** The npm command that does `command` on the stack, as a person types it; dev is what needs no name. */
export function commandLine(command: string, stack: string, ...flags: string[]): string {
  const options = [...flags, ...(stack === "dev" ? [] : ["--stack", stack])];
  return ["npm", "run", command, ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
}
