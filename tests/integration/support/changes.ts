import type { Stack } from "./stack";

/** What the engine did to each resource, from its own event log: `redis-server` → `replace`. */
export async function plan(
  stack: Stack,
  command: string,
  ...args: string[]
): Promise<Record<string, string>> {
  const { stdout, exitCode, output } = await stack.try(command, "--json", ...args);
  if (exitCode !== 0) {
    throw new Error(output);
  }
  return stepsOf(stdout);
}

/** Reads the steps out of `--json` output; steps that change nothing are left out. */
export function stepsOf(json: string): Record<string, string> {
  const steps: Record<string, string> = {};
  for (const event of events(json)) {
    const { op, urn } = event.resourcePreEvent?.metadata ?? event;
    if (op && urn && !["same", "refresh", "read"].includes(op)) {
      steps[urn.split("::").pop() ?? urn] = op.includes("replace") ? "replace" : op;
    }
  }
  return steps;
}

interface Step {
  op?: string;
  urn?: string;
  resourcePreEvent?: { metadata: { op: string; urn: string } };
}

/** A preview prints one document with steps; an update one event a line. */
function events(json: string): Step[] {
  try {
    return JSON.parse(json).steps ?? [];
  } catch {
    return json
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  }
}
