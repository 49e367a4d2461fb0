import { CliError } from "../failure";

const setting = "rotation.generation";

/** The generation that the config of a project's stack has, from `pulumi config --json`; 0 when it has none. */
export function configuredGeneration(configJson: string, project: string): number {
  const config = JSON.parse(configJson) as Record<
    string,
    { objectValue?: { generation?: unknown } } | undefined
  >;
  if (config[`${project}:${setting}`] !== undefined) {
    throw new CliError(`${setting} was set without --path; set it by: pulumi config set --path ${setting}`);
  }
  const generation = Number(config[`${project}:rotation`]?.objectValue?.generation ?? 0);
  if (!Number.isInteger(generation)) {
    throw new CliError(`${setting} of the config is no whole number`);
  }
  return generation;
}
