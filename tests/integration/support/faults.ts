import { docker, eventually, run } from "./shell";
import type { Stack } from "./stack";

interface Inspected {
  Image: string;
  Config: { User: string; Cmd: string[]; Labels: Record<string, string>; Healthcheck: { Test: string[] } };
  HostConfig: { Memory: number; Binds: string[] };
}

/** How a container differs from the one that the stack deployed. */
export interface Fault {
  /** Options of `docker run` that take the place of those of the same name. */
  options?: Record<string, string[]>;
  /** Options to leave out. */
  without?: string[];
  /** Arguments behind those of the server. */
  args?: string[];
}

/** Runs `work` while a container with a fault stands in the place of the stack's server. */
export async function withFault<T>(
  stack: Stack,
  fault: Fault,
  work: (server: string) => Promise<T>,
): Promise<T> {
  const server = await stack.physical("redis-server");
  const network = await stack.physical("redis-network");
  const [original] = JSON.parse(await docker("inspect", server)) as Inspected[];
  if (!original) {
    throw new Error(`there is no container ${server}`);
  }
  const aside = `${server}-aside`;
  await docker("stop", "--time", "5", server);
  await docker("rename", server, aside);
  try {
    const options = optionsOf(original, { network, port: stack.port, fault });
    const command = [...original.Config.Cmd, ...(fault.args ?? [])];
    await docker("run", "--detach", "--name", server, ...options, original.Image, ...command);
    await eventually("the faulty server answers", () => answers(server));
    return await work(server);
  } finally {
    await run("docker", ["rm", "--force", "--volumes", server]);
    await docker("rename", aside, server);
    await docker("start", server);
    await eventually("the server is healthy again", async () => (await health(server)) === "healthy");
  }
}

/** The options that the stack's own container was started with, but for the fault. */
function optionsOf(
  { Config, HostConfig }: Inspected,
  { network, port, fault }: { network: string; port: number; fault: Fault },
): string[] {
  const options: Record<string, string[]> = {
    network: [network],
    "network-alias": ["secure-redis-server"],
    publish: [`127.0.0.1:${port}:6379`],
    user: [Config.User],
    "read-only": ["true"],
    "cap-drop": ["ALL"],
    "security-opt": ["no-new-privileges:true"],
    memory: [String(HostConfig.Memory)],
    volume: HostConfig.Binds,
    label: Object.entries(Config.Labels).map(([key, value]) => `${key}=${value}`),
    "health-cmd": [Config.Healthcheck.Test[1] ?? ""],
    "health-interval": ["1s"],
    ...fault.options,
  };
  return Object.entries(options)
    .filter(([name]) => !fault.without?.includes(name))
    .flatMap(([name, values]) => values.map((value) => `--${name}=${value}`));
}

async function answers(server: string): Promise<boolean> {
  return /PONG|NOAUTH/.test((await run("docker", ["exec", server, "redis-cli", "ping"])).output);
}

function health(server: string): Promise<string> {
  return docker("inspect", "--format", "{{.State.Health.Status}}", server);
}

/** Runs `work` while the running server has users that the stack did not deploy; `edit` changes the file of users. */
export async function withUsers<T>(
  stack: Stack,
  edit: (file: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  const server = await stack.physical("redis-server");
  const before = await docker("exec", server, "cat", "/etc/redis/users.acl");
  try {
    await loadUsers(stack, server, edit(before));
    return await work();
  } finally {
    await loadUsers(stack, server, before);
  }
}

/** Puts a file of users where the server reads it, as nobody but Docker's owner can, and has it loaded. */
async function loadUsers(stack: Stack, server: string, users: string): Promise<void> {
  const conf = await stack.physical("redis-conf");
  const image = await docker("inspect", "--format", "{{.Image}}", server);
  const script = "cat > /conf/next && chmod 400 /conf/next && mv -f /conf/next /conf/users.acl";
  const write = ["run", "--rm", "--interactive", "--user", "999:1000", "--volume", `${conf}:/conf`];
  await run("docker", [...write, "--entrypoint", "sh", image, "-c", script], { input: `${users.trim()}\n` });
  const load = `REDISCLI_AUTH="$(cat /etc/redis/ops-password)" redis-cli --user ops acl load`;
  // A busy machine may have no process left for it at the moment.
  await eventually("the server loads the users", async () => {
    return (await run("docker", ["exec", server, "sh", "-c", load])).stdout === "OK";
  });
}
