import { nextGeneration } from "../../cli/rotate/decision";
import { openWhereItIs } from "../emulator/session";
import { LabError, say } from "../report";
import type { Session } from "../session";
import { commandLine } from "./commandLine";
import { deploy } from "./up";

const setting = "rotation.generation";

/**
 * Rotates the password now: bumps the generation in the stack's config and deploys. With `finish` it deploys a bump
 * that an earlier run left undone.
 */
export async function rotate(stack: string, finish: boolean): Promise<number> {
  const session = await openWhereItIs(stack);
  if (!(await session.hasStack(stack))) {
    throw new LabError(`there is no stack ${stack} to rotate; deploy it first: ${commandLine("up", stack)}`);
  }
  const wanted = Number(session.configured(stack, setting) ?? 0);
  const deployed = await deployedGeneration(session, stack);
  const next = nextGeneration({ wanted, deployed }, finish, {
    place: `Pulumi.${stack}.yaml`,
    finishCommand: commandLine("rotate", stack, "--finish"),
  });
  if (!finish) {
    await session.read(["config", "set", "--path", setting, String(next), "--stack", stack]);
    say(`${setting} of ${stack} is now ${next}`);
  }
  return deploy(stack, session);
}

/** The generation of the last deployment that applied everything. */
async function deployedGeneration(session: Session, stack: string): Promise<number> {
  const state = JSON.parse(await session.read(["stack", "export", "--stack", stack]));
  const resources: { type: string; outputs?: { generation?: number } }[] = state.deployment.resources ?? [];
  const component = resources.find(({ type }) => type === "secure-redis:index:SecureRedis");
  if (component?.outputs?.generation === undefined) {
    throw new LabError(
      `the stack ${stack} was never deployed as a whole; deploy it first: ${commandLine("up", stack)}`,
    );
  }
  return component.outputs.generation;
}
