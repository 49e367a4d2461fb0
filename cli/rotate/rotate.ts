import { CliError } from "../failure";
import type { Output } from "../output";
import { selectComponent } from "../stack/component";
import type { Pulumi } from "../stack/pulumi";
import { readState } from "../stack/state";
import { configuredGeneration } from "./config";
import { nextGeneration } from "./decision";

/**
 * Rotates the password now: bumps the generation in the stack's config and deploys; with `finish` it deploys a bump
 * that an earlier run left undone. Resolves to the exit code of `pulumi up`. Throws `CliError` when it may not, or when
 * the program does not pass the setting on.
 */
export async function rotate(
  pulumi: Pulumi,
  output: Output,
  { name, finish = false }: { name?: string; finish?: boolean },
): Promise<number> {
  const { project, generation: deployed } = selectComponent(await readState(pulumi), name);
  const wanted = configuredGeneration(await pulumi.read("config", "--json"), project);
  const stack = pulumi.stack === undefined ? "" : ` --stack ${pulumi.stack}`;
  const next = nextGeneration({ wanted, deployed }, finish, {
    place: "the stack's config",
    finishCommand: `secure-redis rotate --finish${stack}`,
  });
  if (!finish) {
    await pulumi.read("config", "set", "--path", "rotation.generation", String(next));
    output.say(`rotation.generation is now ${next}`);
  }
  const exitCode = await pulumi.show("up", "--yes", "--skip-preview", "--refresh");
  if (exitCode === 0) {
    await requireDeployed(pulumi, name, next);
  }
  return exitCode;
}

/** A program that has its own arguments may never have looked at the config. */
async function requireDeployed(pulumi: Pulumi, name: string | undefined, wanted: number): Promise<void> {
  const { generation } = selectComponent(await readState(pulumi), name);
  if (generation !== wanted) {
    throw new CliError(
      `the deployment went well and rotated nothing: the program does not pass rotation.generation of the config to the component; it deployed ${generation}`,
    );
  }
}
