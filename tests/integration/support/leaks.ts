import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { docker, run } from "./shell";
import type { Stack } from "./stack";

/** Every place, by name, in which one of the secrets' bytes stand. */
export function leaks(places: Record<string, string | Buffer>, secrets: string[]): string[] {
  return Object.entries(places).flatMap(([place, content]) =>
    secrets.some((secret) => content.includes(secret)) ? [place] : [],
  );
}

/** The places of a running container stack that others can look at, with what stands there. */
export async function visiblePlaces(stack: Stack): Promise<Record<string, string | Buffer>> {
  const places: Record<string, string | Buffer> = {
    ...(await stackPlaces(stack)),
    "docker network inspect": await docker("network", "inspect", ...(await stack.traces()).networks),
    "docker volume inspect": await docker("volume", "inspect", ...(await stack.traces()).volumes),
  };
  for (const container of (await stack.traces()).containers) {
    places[`docker inspect ${container}`] = await docker("inspect", container);
    places[`logs of ${container}`] = (await run("docker", ["logs", container])).output;
    places[`ps in ${container}`] = await docker("top", container, "-eo", "pid,args");
  }
  return places;
}

/** The places of every stack, whatever it deploys to. */
export async function stackPlaces(stack: Stack): Promise<Record<string, string | Buffer>> {
  const places: Record<string, string | Buffer> = {
    "exported state": await stack.pulumi("stack", "export"),
    "stack output": await stack.pulumi("stack", "output"),
    "stack output --json": await stack.pulumi("stack", "output", "--json"),
    "stack config": stack.configText() ?? "",
    "ps on the host": (await run("ps", ["-eww", "-o", "args"])).output,
  };
  const logs = join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "logs");
  return { ...places, ...contents(filesBelow(stack.folder)), ...contents(filesBelow(logs)) };
}

/** What stands in the files. One that is gone by now was another run's, and no place any more. */
function contents(files: string[]): Record<string, Buffer> {
  const found: Record<string, Buffer> = {};
  for (const file of files) {
    try {
      found[file] = readFileSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        throw error;
      }
    }
  }
  return found;
}

/** Files of a folder and of those below it; links, which lead back to the checkout, are not followed. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
