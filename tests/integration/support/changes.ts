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

/** A step that a preview plans: what happens, and the resource's inputs before and after it. */
export interface PlannedStep {
  op: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** What a preview plans, by resource; a replacement's several steps are one. */
export async function plannedSteps(stack: Stack): Promise<Record<string, PlannedStep>> {
  const { stdout, exitCode, output } = await stack.try("preview", "--json");
  if (exitCode !== 0) {
    throw new Error(output);
  }
  const planned: Record<string, PlannedStep> = {};
  for (const { op = "", urn = "", oldState, newState } of JSON.parse(stdout).steps as RawStep[]) {
    if (!["same", "refresh", "read"].includes(op)) {
      planned[urn.split("::").pop() ?? urn] = {
        op: op.includes("replace") ? "replace" : op,
        before: oldState?.inputs ?? {},
        after: newState?.inputs ?? {},
      };
    }
  }
  return planned;
}

interface RawStep extends Step {
  oldState?: { inputs?: Record<string, unknown> };
  newState?: { inputs?: Record<string, unknown> };
}
