import { caFile } from "../emulator/place";
import { openOnEmulator, refuseOnEmulator } from "../emulator/session";
import { Session } from "../session";
import { commandLine } from "./commandLine";

/** Deploys the stack on what its target names, or with `emulator` on an AWS that is emulated here. */
export async function up(stack: string, emulator: boolean): Promise<number> {
  if (emulator) {
    return deploy(stack, await openOnEmulator(stack));
  }
  refuseOnEmulator("up", stack);
  return deploy(stack, await Session.open());
}

/** Creates the stack where there is none, deploys it, repairing what was changed from outside, and says how to use it. */
export async function deploy(stack: string, session: Session): Promise<number> {
  await session.prepareTarget(stack);
  if (!(await session.hasStack(stack))) {
    await session.read(["stack", "init", stack, "--non-interactive"]);
  }
  const exitCode = await session.show(["up", "--yes", "--skip-preview", "--refresh", "--stack", stack]);
  if (exitCode === 0) {
    const redacted = await session.read(["stack", "output", "redactedUrl", "--stack", stack]);
    process.stdout.write(`\n${redacted}\n\n${usage(stack, redacted, session.place.emulated)}\n`);
  }
  return exitCode;
}

/** The lines that `up` ends on, each to be pasted as it is. */
export function usage(stack: string, redactedUrl: string, emulated: boolean): string {
  const { protocol, hostname, port } = new URL(redactedUrl);
  const secretUrl = `npm run --silent pulumi -- stack output url --show-secrets --stack ${stack}`;
  // On AWS the certificate is one that clients trust as it is.
  const tls = protocol === "rediss:" ? ` --tls${emulated ? ` --cacert ${caFile()}` : ""}` : "";
  return [
    `  secret URL:  ${secretUrl}`,
    `  redis-cli:   REDISCLI_AUTH=$(${secretUrl} | cut -d: -f3 | cut -d@ -f1) redis-cli${tls} -h ${hostname} -p ${port}`,
    `  destroy:     ${commandLine("down", stack, ...(emulated ? ["--emulator"] : []))}`,
  ].join("\n");
}
