import { destroyOnEmulator } from "../emulator/destroy";
import { refuseOnEmulator } from "../emulator/session";
import { say } from "../report";
import { Session } from "../session";
import { tidy } from "../stackFile";

/** Destroys and removes the stack; with `emulator` the one there, and the emulator with the last of its stacks. */
export async function down(stack: string, emulator: boolean): Promise<number> {
  if (emulator) {
    return destroyOnEmulator(stack);
  }
  refuseOnEmulator("down", stack);
  const session = await Session.open();
  if (!(await session.hasStack(stack))) {
    say(`there is no stack ${stack}`);
    return 0;
  }
  await session.prepareTarget(stack);
  const kept = await keptVolumes(session, stack);
  const exitCode = await session.show(["destroy", "--yes", "--skip-preview", "--stack", stack]);
  if (exitCode !== 0) {
    return exitCode;
  }
  // Without it the CLI deletes the stack's file, which belongs to the project.
  await session.read(["stack", "rm", "--yes", "--preserve-config", "--stack", stack]);
  tidy(stack);
  for (const volume of kept) {
    say(
      `kept the data in volume ${volume}; docker.dataVolume: ${volume} in Pulumi.${stack}.yaml takes it up again`,
    );
  }
  return 0;
}

/** Names of the volumes that the stack leaves in place. */
async function keptVolumes(session: Session, stack: string): Promise<string[]> {
  const state = JSON.parse(await session.read(["stack", "export", "--stack", stack]));
  const resources: { type: string; retainOnDelete?: boolean; outputs?: { name?: string } }[] =
    state.deployment.resources ?? [];
  return resources.flatMap(({ type, retainOnDelete, outputs }) =>
    retainOnDelete && type === "docker:index/volume:Volume" && outputs?.name ? [outputs.name] : [],
  );
}
