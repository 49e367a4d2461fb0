import { join } from "node:path";
import execa from "execa";
import { eventually } from "../../integration/support/shell";
import type { ApplicationReport } from "./application";

const program = join(__dirname, "application.ts");
// A rejection that nobody handles ends the process, whatever the version of Node.js does by default.
const command = ["--import", "tsx", "--unhandled-rejections=strict", program];

/** Everything that the application prints when it cannot connect. */
export async function untilItEnds(env: NodeJS.ProcessEnv): Promise<string> {
  const { all, exitCode } = await execa(process.execPath, command, {
    env,
    all: true,
    reject: false,
    input: "",
    timeout: 20_000,
  });
  if (exitCode === 0) {
    throw new Error(`the application connected:\n${all}`);
  }
  return all ?? "";
}

/** Runs the application while `work` runs; fails when it ends before, as it does with an unhandled rejection. */
export async function underLoad(
  env: NodeJS.ProcessEnv,
  work: () => Promise<void>,
): Promise<{ report: ApplicationReport; output: string }> {
  const child = execa(process.execPath, command, {
    env,
    all: true,
    reject: false,
    cleanup: true,
  });
  let output = "";
  child.all?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  try {
    await eventually("the application is connected", async () => {
      if (child.exitCode !== null) {
        throw new Error(`the application ended:\n${output}`);
      }
      return output.includes("\nready\n");
    });
    await work();
  } finally {
    child.stdin?.end();
    // A client that does not close would keep the test waiting.
    setTimeout(() => child.kill("SIGKILL"), 20_000).unref();
  }
  const { exitCode } = await child;
  const report = /^report (.*)$/m.exec(output)?.[1];
  if (exitCode !== 0 || report === undefined) {
    throw new Error(`the application ended with ${exitCode}:\n${output.slice(-3_000)}`);
  }
  return { report: JSON.parse(report) as ApplicationReport, output };
}
