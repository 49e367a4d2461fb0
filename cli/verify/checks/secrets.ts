import { messageOf } from "../../failure";
import { run } from "../../run";
import { secretsOf } from "../../stack/inside";
import { type Check, everywhere, onDocker, Unchecked, type Verdict, verdictOf } from "../check";
import type { Context } from "../context";
import { tryDocker } from "../docker";

/** Places by name, with all that stands there. */
type Places = Record<string, string>;

/** Fails with the names of the places in which one of the component's secrets stands. */
function search({ component }: Context, places: Places): Verdict {
  const secrets = secretsOf(component);
  const found = Object.entries(places).filter(([, content]) =>
    secrets.some((secret) => content.includes(secret)),
  );
  return verdictOf(
    found.map(([place]) => `a password stands in ${place}`),
    `none of ${secrets.length} in ${Object.keys(places).join(", ")}`,
  );
}

export const secretInInspect: Check = {
  id: "secret-inspect",
  title: "no secret in docker inspect",
  applies: onDocker,
  async run(context) {
    await context.server();
    const places: Places = {};
    for (const kind of ["container", "network", "volume"] as const) {
      for (const name of context.dockerNames(kind)) {
        Object.assign(places, await placeOf(name, [kind, "inspect", name]));
      }
    }
    return search(context, places);
  },
};

export const secretInLogs: Check = {
  id: "secret-logs",
  title: "no secret in the logs",
  applies: onDocker,
  async run(context) {
    await context.server();
    const places: Places = {};
    for (const name of context.dockerNames("container")) {
      Object.assign(places, await placeOf(name, ["logs", name]));
    }
    return search(context, places);
  },
};

/** The machine's own list as well: it has what clients were started with. */
export const secretInProcesses: Check = {
  id: "secret-processes",
  title: "no secret in the process list",
  applies: everywhere,
  async run(context) {
    const places: Places = { "this machine": await processesHere() };
    for (const name of context.dockerNames("container")) {
      Object.assign(places, await placeOf(name, ["top", name, "-eo", "pid,args"]));
    }
    return search(context, places);
  },
};

export const secretInState: Check = {
  id: "secret-state",
  title: "no secret in the state and the config",
  applies: everywhere,
  async run(context) {
    return search(context, {
      "the state": await context.pulumi.read("stack", "export"),
      "the config": await context.pulumi.read("config", "--json"),
    });
  },
};

/** What docker says of something; nothing where it is not there, as a loader that has ended. */
async function placeOf(name: string, args: readonly string[]): Promise<Places> {
  const { exitCode, output } = await tryDocker(args);
  if (exitCode !== 0 && !/no such/i.test(output)) {
    throw new Unchecked(`docker ${args[0]} ${name}: ${output.trim()}`);
  }
  return exitCode === 0 ? { [name]: output } : {};
}

/** The arguments of every process of this machine. */
async function processesHere(): Promise<string> {
  const { exitCode, stdout, stderr } = await run("ps", ["-A", "-ww", "-o", "args"]).catch(
    (error: unknown) => {
      throw new Unchecked(messageOf(error));
    },
  );
  if (exitCode !== 0) {
    throw new Unchecked(`ps cannot tell: ${stderr.trim()}`);
  }
  return stdout;
}
