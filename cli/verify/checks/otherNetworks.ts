import { randomBytes } from "node:crypto";
import { containerPort } from "../../../components/docker/redisConf";
import { type Check, fail, onDocker, Unchecked, verdictOf } from "../check";
import type { Context } from "../context";
import { docker, tryDocker } from "../docker";

/** Seconds that a probe waits for an answer. */
const patience = 3;

/**
 * From Docker's default network and from a new one, which stands for all others, by the container's address. The port is
 * at the machine's own addresses, which another check tries.
 */
export const otherNetworks: Check = {
  id: "other-networks",
  title: "containers of other networks do not reach it",
  applies: onDocker,
  async run(context) {
    const own = context.dockerName("network", "-network");
    const attached = Object.entries((await context.server()).NetworkSettings.Networks);
    const foreign = attached.map(([network]) => network).filter((network) => network !== own);
    const guests = await guestsOf(context, own);
    const known = [
      ...foreign.map((network) => `it is on the network ${network} as well`),
      ...guests.map((guest) => `the container ${guest} is on its network`),
    ];
    // A probe that cannot be started must not hide what is wrong already.
    if (known.length > 0) {
      return fail(known.join("; "));
    }
    const probe = `secure-redis-verify-${randomBytes(4).toString("hex")}`;
    const { project, stack } = context.component;
    const label = `secure-redis.verify=${project}/${stack}`;
    await createNetwork(probe, label);
    try {
      const reached = await Promise.all(["bridge", probe].map((network) => reachedFrom(context, network)));
      return verdictOf(reached.flat(), "neither from Docker's default network nor from a new one");
    } finally {
      await removeNetwork(probe);
    }
  },
};

/** Throws `Unchecked` when Docker makes none: that tells nothing of the deployment. */
async function createNetwork(name: string, label: string): Promise<void> {
  const { exitCode, stderr } = await tryDocker([
    ...["network", "create", "--driver", "bridge", "--label", label],
    name,
  ]);
  if (exitCode !== 0) {
    throw new Unchecked(`no network could be made to try it from: ${stderr.trim()}`);
  }
}

/** Waits for a probe that Docker was late with: it ends by itself, and holds the network until then. */
async function removeNetwork(name: string): Promise<void> {
  const late = (await docker("ps", "--quiet", "--filter", `network=${name}`)).split("\n").filter(Boolean);
  if (late.length > 0) {
    await tryDocker(["wait", ...late]);
  }
  await docker("network", "rm", name);
}

/** Containers on the component's network that are not its own. */
async function guestsOf(context: Context, network: string): Promise<string[]> {
  const [found] = JSON.parse(await docker("network", "inspect", network)) as {
    Containers: Record<string, { Name: string }>;
  }[];
  const own = context.dockerNames("container");
  return Object.values(found?.Containers ?? {})
    .map(({ Name }) => Name)
    .filter((name) => !own.includes(name));
}

/** Addresses by which a container on the network gets an answer of Redis. */
async function reachedFrom(context: Context, network: string): Promise<string[]> {
  const { Image, NetworkSettings } = await context.server();
  const addresses = Object.values(NetworkSettings.Networks)
    .map(({ IPAddress }) => IPAddress)
    .filter(Boolean);
  const script = addresses.map(
    (address) =>
      `(timeout ${patience} redis-cli -h ${address} -p ${containerPort} ping 2>&1 | grep -qE 'PONG|NOAUTH|DENIED|ERR' && echo '${address}') &`,
  );
  const { exitCode, stdout, stderr } = await tryDocker([
    ...["run", "--rm", "--init", "--network", network, "--read-only", "--cap-drop", "ALL", "--user", "65534"],
    ...["--entrypoint", "sh", Image, "-c", [...script, "wait", "echo done"].join("\n")],
  ]);
  if (exitCode !== 0 || !stdout.includes("done")) {
    throw new Unchecked(`no probe could be started on the network ${network}: ${stderr.trim()}`);
  }
  return addresses
    .filter((address) => stdout.split("\n").includes(address))
    .map((address) => `it answers to the network ${network} at ${address}`);
}
