import execa from "execa";
import type { Stack } from "./stack";

/** Starts `up` and calls `act` once its output shows `moment`; resolves to the output and exit code. */
export async function interruptedUp(
  stack: Stack,
  moment: RegExp,
  act: (up: execa.ExecaChildProcess) => unknown,
) {
  const up = execa("pulumi", ["up", "--yes", "--skip-preview"], {
    cwd: stack.folder,
    env: stack.env,
    all: true,
    reject: false,
  });
  let output = "";
  let acted: Promise<unknown> | undefined;
  up.all?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (!acted && moment.test(output)) {
      acted = Promise.resolve(act(up));
    }
  });
  const { exitCode } = await up;
  expect(acted).toBeDefined();
  await acted;
  return { exitCode, output };
}
