import { CliError } from "../failure";

/** How the generation of a stack's config stands to what is deployed. */
export interface Generations {
  /** That of the config. */
  wanted: number;
  /** That of the last deployment that applied everything. */
  deployed: number;
}

/**
 * The generation that a rotation deploys: the next one, or with `finish` the one that the config has already. Throws
 * `CliError` when an earlier rotation is not deployed yet, when the config is behind, or when there is none to finish: a
 * further rotation on top of an unfinished one would end the password that clients have.
 */
export function nextGeneration(
  { wanted, deployed }: Generations,
  finish: boolean,
  words: { place: string; finishCommand: string },
): number {
  const pending = `rotation.generation is ${wanted} in ${words.place} and ${deployed} in what is deployed`;
  if (wanted < deployed) {
    throw new CliError(`${pending}: get the newest config, or let the program pass its own generation on`);
  }
  if (!finish && wanted !== deployed) {
    throw new CliError(
      `an earlier rotation is not deployed yet (${pending}); finish it first: ${words.finishCommand}`,
    );
  }
  if (finish && wanted === deployed) {
    throw new CliError(`there is no rotation to finish (${pending})`);
  }
  return finish ? wanted : wanted + 1;
}
