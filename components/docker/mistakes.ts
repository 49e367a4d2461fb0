import { type DockerArgs, dockerSettings } from "../args";
import type { Mistake } from "../mistake";

/** Mistakes that only two settings of the docker target together make. */
export function dockerMistakes(args: DockerArgs | undefined): Mistake[] {
  const settings = dockerSettings(args);
  const mistakes: Mistake[] = [];
  if (settings.maxmemory >= settings.memory) {
    mistakes.push({
      path: "docker.maxmemory",
      value: settings.maxmemory,
      allowed: `a whole number below docker.memory, which is ${settings.memory}`,
    });
  }
  if (args?.keepData !== undefined && settings.dataVolume !== undefined) {
    mistakes.push({
      path: "docker.keepData",
      value: settings.keepData,
      allowed: "no value beside docker.dataVolume: a volume that is not the stack's is always kept",
    });
  }
  return mistakes;
}
