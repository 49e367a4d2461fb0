import * as pulumi from "@pulumi/pulumi";
import { isPending } from "./rule";

/** One setting that cannot be accepted. */
export interface Mistake {
  /** Path of the argument, e.g. `docker.port`; the same name is the config key. */
  path: string;
  value: unknown;
  /** What is allowed instead, as text. */
  allowed: string;
}

/** Thrown before any resource is registered; its message lists every mistake at once. */
export class InvalidArgumentsError extends pulumi.RunError {
  constructor(
    readonly subject: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const lines = mistakes.map(
      (m) => `  ${m.path}: ${display(m.value)} is not allowed; allowed: ${m.allowed}`,
    );
    const count = mistakes.length === 1 ? "an invalid setting" : `${mistakes.length} invalid settings`;
    super(`${subject} has ${count}; nothing was created:\n${lines.join("\n")}`);
    this.name = "InvalidArgumentsError";
  }
}

function display(value: unknown): string {
  if (isPending(value)) {
    return "a value of another resource";
  }
  if (typeof value === "number" || typeof value === "bigint") {
    return String(value);
  }
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A circular value: that it is one tells enough.
    return String(value);
  }
}
