import { inspect, types } from "node:util";
import type { Logger } from "../../../client";

/** Everything that a client let out: log lines, and its errors and itself as they would be printed. */
export class Transcript {
  readonly lines: string[] = [];

  readonly logger: Logger = {
    debug: (line) => this.lines.push(line),
    info: (line) => this.lines.push(line),
    warn: (line) => this.lines.push(line),
    error: (line) => this.lines.push(line),
  };

  /** Adds all that can be seen of a value. */
  see(value: unknown): void {
    this.lines.push(inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }));
    if (types.isNativeError(value)) {
      this.lines.push(String(value), value.stack ?? "", JSON.stringify(value));
    }
  }

  /** What a promise rejects with; fails when it does not. */
  async rejection(promise: Promise<unknown>): Promise<Error> {
    const error: unknown = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    this.see(error);
    if (!types.isNativeError(error)) {
      throw new Error(`no rejection with an error: ${String(error)}`);
    }
    return error;
  }

  /** The passwords that stand in it, as they are or as a URL or JSON writes them. */
  leaks(...passwords: string[]): string[] {
    const text = this.lines.join("\n");
    return passwords.filter((password) =>
      [password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1)].some((spelling) =>
        text.includes(spelling),
      ),
    );
  }
}
