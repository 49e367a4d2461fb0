import { createSocket } from "node:dgram";
import { once } from "node:events";
import execa from "execa";
import { LabError } from "../report";
import type { Emulator } from "./record";

/**
 * Makes the network of an emulator's nodes. It leads nowhere, so the nodes reach nothing outside and Docker publishes
 * none of their ports, which the emulator asks for on every address; were one published all the same, it would be on
 * loopback.
 */
export async function createNetwork(name: string): Promise<void> {
  const loopback = "com.docker.network.bridge.host_binding_ipv4=127.0.0.1";
  await execa("docker", ["network", "create", "--internal", "--opt", loopback, name]);
  const gateway = "{{range .IPAM.Config}}{{.Gateway}}{{end}}";
  const { stdout } = await execa("docker", ["network", "inspect", "--format", gateway, name]);
  if (!(await isOwnAddress(stdout.trim()))) {
    throw new LabError(
      "the nodes of the AWS emulator have addresses in a Docker network, and this machine has no part in Docker's networks; it takes Linux with a Docker daemon of its own, as root",
    );
  }
}

async function isOwnAddress(address: string): Promise<boolean> {
  const socket = createSocket("udp4");
  try {
    const bound = once(socket, "listening");
    socket.bind(0, address);
    await bound;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRNOTAVAIL") return false;
    throw error;
  } finally {
    socket.close();
  }
}

/** Removes the nodes of an emulator that is gone, with their volumes, and their network. */
export async function removeNodes(emulator: Pick<Emulator, "name" | "port" | "network">): Promise<void> {
  const label = `label=ministack.instance=${emulator.name}:${emulator.port}`;
  const containers = new Set([
    ...(await list("container", "--all", "--filter", label)),
    ...(await list("container", "--all", "--filter", `network=${emulator.network}`)),
  ]);
  if (containers.size > 0) {
    await execa("docker", ["rm", "--force", "--volumes", ...containers]);
  }
  if ((await list("network", "--filter", `name=^${emulator.network}$`)).length > 0) {
    await execa("docker", ["network", "rm", emulator.network]);
  }
}

async function list(kind: "container" | "network", ...filters: string[]): Promise<string[]> {
  const { stdout } = await execa("docker", [kind, "ls", "--quiet", ...filters]);
  return stdout.split("\n").filter(Boolean);
}
