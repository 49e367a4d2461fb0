import execa from "execa";

export { freePort } from "../../../lab/freePort";

/** Runs a command whatever its outcome and returns everything it printed, with the exit code. */
export async function run(
  command: string,
  args: string[],
  options: execa.Options = {},
): Promise<{ exitCode: number; stdout: string; output: string }> {
  const result = await execa(command, args, { all: true, reject: false, ...options });
  return { exitCode: result.exitCode ?? -1, stdout: result.stdout, output: result.all ?? "" };
}

/** Runs docker and returns its stdout; fails when it does. */
export async function docker(...args: string[]): Promise<string> {
  return (await execa("docker", args)).stdout;
}

/** Waits until `condition` holds. */
export async function eventually(
  what: string,
  condition: () => Promise<boolean>,
  seconds = 120,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
