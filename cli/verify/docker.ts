import { CliError, messageOf } from "../failure";
import { type Ended, run } from "../run";
import { Unchecked } from "./check";

/** Docker's own words for a daemon that is not there or not for this person. */
const away =
  /cannot connect to the docker daemon|error during connect|permission denied|is the docker daemon/i;

/** Runs docker whatever its outcome. Throws `Unchecked` when there is no Docker to ask. */
export async function tryDocker(args: readonly string[], seconds = 20): Promise<Ended> {
  const ended = await run("docker", args, { seconds }).catch((error: unknown) => {
    throw error instanceof CliError ? new Unchecked(messageOf(error)) : error;
  });
  if (ended.exitCode !== 0 && away.test(ended.stderr)) {
    throw new Unchecked(`Docker cannot be asked: ${ended.stderr.trim()}`);
  }
  return ended;
}

/** Runs docker and returns its stdout. Throws its message when it fails. */
export async function docker(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await tryDocker(args);
  if (exitCode !== 0) {
    throw new Error(`docker ${args[0]}: ${stderr.trim()}`);
  }
  return stdout.trim();
}

/** What `docker inspect` says of a container, as far as checks look at it. */
export interface Container {
  Name: string;
  Image: string;
  State: { Status: string; Health?: { Status: string } };
  Config: { User: string; Cmd: string[] | null; Healthcheck?: { Test?: string[] } };
  HostConfig: {
    Privileged: boolean;
    ReadonlyRootfs: boolean;
    CapAdd: string[] | null;
    CapDrop: string[] | null;
    SecurityOpt: string[] | null;
    NetworkMode: string;
    PidMode: string;
  };
  NetworkSettings: {
    Ports: Record<string, { HostIp: string; HostPort: string }[] | null>;
    Networks: Record<string, { IPAddress: string; GlobalIPv6Address?: string }>;
  };
  Mounts: { Type: string; Destination: string; Name?: string }[];
}

/** Looks at a container. Throws when there is none of that name. */
export async function inspectContainer(name: string): Promise<Container> {
  const [container] = JSON.parse(await docker("container", "inspect", name)) as Container[];
  if (!container) {
    throw new Error(`there is no container ${name}`);
  }
  return container;
}
