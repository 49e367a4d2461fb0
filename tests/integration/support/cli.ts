import { join } from "node:path";
import execa from "execa";
import { root, type Stack } from "./stack";

/** Runs the command line on a stack, as a person does, and returns everything that it printed. */
export async function cli(
  stack: Stack,
  command: string,
  args: string[] = [],
  env: Record<string, string> = {},
  /** Milliseconds until it gets Ctrl-C. */
  interrupted?: number,
) {
  const main = join(root, "cli", "main.ts");
  const place = ["--stack", stack.name, "--cwd", stack.folder];
  const child = execa(process.execPath, ["--import", "tsx", main, command, ...place, ...args], {
    cwd: root,
    env: { ...stack.env, ...env },
    all: true,
    reject: false,
  });
  const timer = interrupted === undefined ? undefined : setTimeout(() => child.kill("SIGINT"), interrupted);
  const { exitCode, stdout, all = "" } = await child.finally(() => clearTimeout(timer));
  return { exitCode, stdout, output: all };
}

/** What `verify --json` prints. */
export interface Report {
  passed: number;
  failed: number;
  unchecked: number;
  checks: { id: string; status: string; detail: string }[];
}

/** Runs `verify`: its exit code, why each check that failed did, and all of its report. */
export async function verify(stack: Stack, env: Record<string, string> = {}) {
  const { exitCode, stdout, output } = await cli(stack, "verify", ["--json"], env);
  const report = parsed(stdout, output);
  const failed = report.checks.filter(({ status }) => status === "fail");
  return {
    exitCode,
    report,
    output,
    failures: Object.fromEntries(failed.map(({ id, detail }) => [id, detail])),
  };
}

function parsed(stdout: string, output: string): Report {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`verify printed no report:\n${output}`);
  }
}
