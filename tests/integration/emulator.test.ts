import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  CreateReplicationGroupCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import execa from "execa";
import { Redis } from "ioredis";
import { region } from "../../lab/emulator/environment";
import { identity } from "../../lab/emulator/processes";
import { type RunningEmulator, readRecord } from "../../lab/emulator/record";
import { freshFolder } from "../../lab/emulator/shared";
import { startEmulator } from "../../lab/emulator/start";
import { stopEmulator } from "../../lab/emulator/stop";
import { prepareNetwork } from "../../lab/emulator/vpc";
import { docker, eventually } from "./support/shell";
import { root } from "./support/stack";

jest.setTimeout(600_000);

const token = "A-token-of-the-test-0123456789abcdef";
const folder = freshFolder();

afterEach(async () => {
  const left = readRecord(folder);
  if (left) {
    await stopEmulator(left);
  }
});

/** Everything on the machine that is of this emulator, by kind. */
async function traces({ name, port, pid = 0 }: { name: string; port: number; pid?: number }) {
  const listening = (await execa("ss", ["-Hltn", `sport = :${port}`])).stdout;
  return {
    processes: identity(pid) === undefined ? [] : [pid],
    containers: await lines("ps", "--all", "--quiet", "--filter", `label=ministack.instance=${name}:${port}`),
    networks: await lines("network", "ls", "--quiet", "--filter", `name=${name}`),
    listeners: listening.split("\n").filter(Boolean),
  };
}

async function lines(...args: string[]): Promise<string[]> {
  return (await docker(...args)).split("\n").filter(Boolean);
}

async function volumesOf(container: string): Promise<string[]> {
  const names = await docker("inspect", "--format", "{{range .Mounts}}{{.Name}} {{end}}", container);
  return names.split(" ").filter(Boolean);
}

const nothing = { processes: [], containers: [], networks: [], listeners: [] };

/** Creates a replication group with TLS and a token; returns the address of its node. */
async function createGroup({ endpoint, account }: RunningEmulator): Promise<string> {
  const credentials = { accessKeyId: account, secretAccessKey: "emulator" };
  const client = new ElastiCacheClient({ endpoint, region, credentials });
  try {
    await client.send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: "one",
        ReplicationGroupDescription: "of the test",
        Engine: "redis",
        CacheNodeType: "cache.t4g.micro",
        NumCacheClusters: 1,
        TransitEncryptionEnabled: true,
        AuthToken: token,
      }),
    );
    const { ReplicationGroups } = await client.send(new DescribeReplicationGroupsCommand({}));
    return String(ReplicationGroups?.[0]?.NodeGroups?.[0]?.PrimaryEndpoint?.Address);
  } finally {
    client.destroy();
  }
}

/** Addresses on which a process listens. */
async function listenersOf(pid: number): Promise<string[]> {
  const { stdout } = await execa("ss", ["-Hltnp"]);
  const own = stdout.split("\n").filter((line) => line.includes(`pid=${pid},`));
  return own.map((line) => line.trim().split(/\s+/)[3] ?? "");
}

test("it listens on loopback, its nodes nowhere but on their network, and stopping leaves nothing", async () => {
  const emulator = await startEmulator(folder, { owned: true });
  const host = await createGroup(emulator);

  const [container = ""] = (await traces(emulator)).containers;
  const volumes = await volumesOf(container);
  expect(volumes).not.toEqual([]);
  expect(await docker("port", container)).toBe("");
  expect(await docker("network", "inspect", "--format", "{{.Internal}}", emulator.network)).toBe("true");
  expect(await listenersOf(emulator.pid)).toEqual([`127.0.0.1:${emulator.port}`]);

  // The node is a Redis with TLS that the authority vouches for, under the address that AWS would tell.
  const tls = { ca: emulator.caCertificate };
  const client = new Redis({ host, port: 6379, password: token, tls, maxRetriesPerRequest: 3 });
  expect(await client.ping()).toBe("PONG");
  client.disconnect();

  await stopEmulator(emulator);
  expect(await traces(emulator)).toEqual(nothing);
  expect((await lines("volume", "ls", "--quiet")).filter((name) => volumes.includes(name))).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

test("each account has a network of its own, made once", async () => {
  const emulator = await startEmulator(folder, { owned: true });
  const first = await prepareNetwork(emulator.endpoint, "111111111111");
  expect(first.subnetIds).toHaveLength(2);
  expect(await prepareNetwork(emulator.endpoint, "111111111111")).toEqual(first);
  expect((await prepareNetwork(emulator.endpoint, "222222222222")).vpcId).not.toBe(first.vpcId);
  await stopEmulator(emulator);
});

test("one that was killed leaves its nodes, and stopping by the record removes them", async () => {
  const emulator = await startEmulator(folder, { owned: false });
  await expect(startEmulator(folder, { owned: false })).rejects.toThrow("already");
  await createGroup(emulator);
  process.kill(emulator.pid, "SIGKILL");
  await eventually("the emulator is gone", async () => identity(emulator.pid) === undefined);
  expect((await traces(emulator)).containers).toHaveLength(1);

  const record = readRecord(folder);
  expect(record?.name).toBe(emulator.name);
  await stopEmulator(emulator);
  expect(await traces(emulator)).toEqual(nothing);
});

/** A command that has an emulator for itself and waits. */
function command() {
  const script = `
    const { withEmulator } = require("./lab/emulator/shared");
    withEmulator(async (env) => {
      console.log(env.SECURE_REDIS_TEST_AWS_CA);
      await new Promise((resolve) => process.stdin.on("end", resolve).resume());
    });`;
  const child = execa(process.execPath, ["--import", "tsx", "-e", script], { cwd: root, reject: false });
  const ready = once(child.stdout ?? child, "data").then(([chunk]) => join(String(chunk).trim(), ".."));
  return { child, ready };
}

test("an emulator ends with the command it was for, and the next one removes what is left of it", async () => {
  const first = command();
  const left = readRecord(await first.ready);
  if (!left) {
    throw new Error("the emulator of the command has no record");
  }
  first.child.kill("SIGKILL");
  await eventually("it ended with its command", async () => identity(left.pid ?? 0) === undefined);
  expect((await traces(left)).networks).toHaveLength(1);

  const second = command();
  const live = readRecord(await second.ready);
  expect(await traces(left)).toEqual(nothing);
  expect(existsSync(left.folder)).toBe(false);
  expect(live?.pid).toBeDefined();

  second.child.kill("SIGTERM");
  expect((await second.child).exitCode).toBe(143);
  expect(await traces(live ?? left)).toEqual(nothing);
});
