import execa from "execa";
import { CliError } from "./failure";

/** How a command ended. */
export interface Ended {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** Both together, in the order in which they came. */
  output: string;
}

/**
 * Runs a command and returns what it printed, whatever its exit code. Throws `CliError` when there is no such command
 * or it has not ended within `seconds`.
 */
export async function run(
  command: string,
  args: readonly string[],
  { seconds = 60, ...options }: { seconds?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const child = execa(command, args, { all: true, reject: false, stdin: "ignore", ...options });
  let late = false;
  // Not execa's own timeout: where there is no such command, that keeps this process alive until it is over.
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGTERM", { forceKillAfterTimeout: 2_000 });
  }, seconds * 1000);
  const result = await child.finally(() => clearTimeout(timer));
  if (late) {
    throw new CliError(`${command} ${args[0] ?? ""} has not ended within ${seconds} s`);
  }
  if ("code" in result && result.code === "ENOENT") {
    throw new CliError(`there is no command ${command} on the PATH`);
  }
  const { exitCode = -1, stdout = "", stderr = "", all = "" } = result;
  return { exitCode, stdout, stderr, output: all };
}
