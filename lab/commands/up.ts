import { Session } from "../session";
import { commandLine } from "./commandLine";

/** Creates the stack where there is none, deploys it, repairing what was changed from outside, and says how to use it. */
export async function up(stack: string, opened?: Session): Promise<number> {
  const session = opened ?? (await Session.open());
  await session.prepareTarget(stack);
  if (!(await session.hasStack(stack))) {
    await session.read(["stack", "init", stack, "--non-interactive"]);
  }
  const exitCode = await session.show(["up", "--yes", "--skip-preview", "--refresh", "--stack", stack]);
  if (exitCode === 0) {
    const redacted = await session.read(["stack", "output", "redactedUrl", "--stack", stack]);
    process.stdout.write(`\n${redacted}\n\n${usage(stack, redacted)}\n`);
  }
  return exitCode;
}

function usage(stack: string, redactedUrl: string): string {
  const { hostname, port } = new URL(redactedUrl);
  const secretUrl = `npm run --silent pulumi -- stack output url --show-secrets --stack ${stack}`;
  return [
    `  secret URL:  ${secretUrl}`,
    `  redis-cli:   REDISCLI_AUTH=$(${secretUrl} | cut -d: -f3 | cut -d@ -f1) redis-cli -h ${hostname} -p ${port}`,
    `  destroy:     ${commandLine("down", stack)}`,
  ].join("\n");
}
