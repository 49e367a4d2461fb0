/** An error whose message is all that a person needs; `exitCode` is what the command ends with. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode?: number,
  ) {
    super(message);
    this.name = "CliError";
  }
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  // Not instanceof alone: the errors of Node.js itself have another Error where code runs in a context.
  return error instanceof Error || (typeof error === "object" && error !== null && "message" in error)
    ? String((error as Error).message)
    : String(error);
}
