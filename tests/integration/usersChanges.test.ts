import type { Redis } from "ioredis";
import { interruptedUp } from "./support/interruption";
import { underLoad } from "./support/load";
import { ping, pingUrl } from "./support/redis";
import { docker, eventually, run } from "./support/shell";
import { Stack } from "./support/stack";
import { answerTo, programWithUsers, steadyClient, type UserOutput, usersOf } from "./support/users";

jest.setTimeout(600_000);

const app = { preset: "readwrite", keys: ["app:*", "load:*"], channels: ["news:*", "old:*"] };
const jobs = { preset: "readwrite", keys: ["jobs:*"], channels: ["news:*"] };
const report = { preset: "readonly", keys: ["app:*"], channels: ["news:*"] };

let stack: Stack;
let server: string;
let identity: string;
let users: Record<string, UserOutput>;
const clients: Redis[] = [];

const serverIdentity = () => docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", server);
const urlOf = (name: string) => users[name]?.url ?? `no user ${name}`;

/** A client that the test's end closes. */
async function client(url: string): Promise<Redis> {
  const opened = await steadyClient(url);
  clients.push(opened);
  return opened;
}

async function deploy(): Promise<void> {
  stack.configure({});
  await stack.up("--refresh");
  users = await usersOf(stack);
}

const ended = (who: Redis) => eventually("the connection ends", async () => who.status === "end");

beforeAll(async () => {
  stack = await Stack.create({}, {}, programWithUsers);
  stack.users = { app, jobs, report };
  await deploy();
  server = await stack.physical("redis-server");
  identity = await serverIdentity();
});

afterAll(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

afterEach(async () => {
  for (const opened of clients.splice(0)) {
    opened.disconnect();
  }
  expect(await serverIdentity()).toBe(identity);
});

test("a user added, one removed and one changed: whoever stays is not disturbed", async () => {
  const [staying, leaving, changing] = [
    await client(urlOf("app")),
    await client(urlOf("jobs")),
    await client(urlOf("report")),
  ];
  const [listening, listeningToOld] = [await client(urlOf("app")), await client(urlOf("app"))];
  await listening.subscribe("news:today");
  await listeningToOld.subscribe("old:today");
  expect(await answerTo(changing, "GET jobs:one")).toBe("denied");
  const former = users;

  stack.users = {
    app: { ...app, channels: ["news:*"] },
    report: { ...report, keys: ["app:*", "jobs:*"] },
    audit: { preset: "monitor" },
  };
  const { errors } = await underLoad(urlOf("app"), deploy);

  expect(errors).toEqual([]);
  expect(await pingUrl(urlOf("audit"))).toBe("PONG");
  await ended(leaving);
  expect(await pingUrl(former.jobs?.url ?? "")).toBe("WRONGPASS");
  expect(await answerTo(changing, "GET jobs:one")).toBe("allowed");
  expect(await staying.ping()).toBe("PONG");
  await ended(listeningToOld);
  expect(listening.status).toBe("ready");
  for (const name of ["app", "report"]) {
    expect(urlOf(name)).toBe(former[name]?.url);
  }
  await stack.pulumi("preview", "--expect-no-changes");
});

test("an engine killed with the loader at work: every deployed password logs in, and the next up converges", async () => {
  const former = users;
  stack.users = { ...stack.users, jobs };
  stack.rotation.generation = 1;
  stack.configure({});
  await interruptedUp(stack, /redis-loader creating replacement/, (up) => up.kill("SIGKILL"));
  for (const { url } of Object.values(former)) {
    expect(await pingUrl(url)).toBe("PONG");
  }

  await stack.try("cancel", "--yes");
  await deploy();
  for (const [name, { url }] of Object.entries(former)) {
    expect(urlOf(name)).not.toBe(url);
    expect([await pingUrl(url), await pingUrl(urlOf(name))]).toEqual(["PONG", "PONG"]);
  }
  expect(await pingUrl(urlOf("jobs"))).toBe("PONG");
  await stack.pulumi("preview", "--expect-no-changes");
});

test("users changed out of band are put back by the next up --refresh, and strangers are cut off", async () => {
  const staying = await client(urlOf("app"));
  const loader = await stack.physical("redis-loader");
  const script = `
    ops() { REDISCLI_AUTH=$(cat /data/ops-password) redis-cli -h secure-redis-server --user ops "$@"; }
    ops acl setuser mallory on '>hidden' '~*' '&*' +@all
    ops acl setuser default on '>open' '~*' '&*' +@all
    ops acl setuser report +@all '~*'`;
  expect((await run("docker", ["exec", loader, "sh", "-c", script])).output).toBe("OK\nOK\nOK");
  const address = `127.0.0.1:${stack.port}`;
  const strangers = [
    await client(`redis://mallory:hidden@${address}`),
    await client(`redis://:open@${address}`),
  ];
  for (const stranger of strangers) {
    expect(await answerTo(stranger, "KEYS *")).toBe("allowed");
  }
  await eventually(
    "the loader has ended",
    async () => !(await stack.traces()).containers.includes(loader),
    60,
  );

  await deploy();
  await Promise.all(strangers.map(ended));
  expect(await pingUrl(`redis://mallory:hidden@${address}`)).toBe("WRONGPASS");
  expect(await ping(stack.port, "open")).toBe("WRONGPASS");
  expect(await answerTo(await client(urlOf("report")), "KEYS *")).toBe("denied");
  expect(await staying.ping()).toBe("PONG");
});

test("from users to none: the default user is on, and the users with their connections are gone", async () => {
  const leaving = await client(urlOf("app"));
  const former = users;
  delete stack.users;
  await deploy();
  expect(users).toEqual({});
  expect(await ping(stack.port, await stack.password())).toBe("PONG");
  await ended(leaving);
  for (const { url } of Object.values(former)) {
    expect(await pingUrl(url)).toBe("WRONGPASS");
  }
});

test("and back: the users are there, and the default user is off with its connections, a MONITOR among them", async () => {
  const password = await stack.password();
  const [leaving, monitoring] = [
    await client(await stack.output("url")),
    await client(await stack.output("url")),
  ];
  await monitoring.call("MONITOR");
  stack.users = { app, report };
  await deploy();
  await Promise.all([leaving, monitoring].map(ended));
  expect(await ping(stack.port, password)).toBe("WRONGPASS");
  expect([await pingUrl(urlOf("app")), await pingUrl(urlOf("report"))]).toEqual(["PONG", "PONG"]);
  await stack.pulumi("preview", "--expect-no-changes");
});

test("a restart of the server lets everybody in again", async () => {
  await docker("restart", server);
  identity = await serverIdentity();
  await eventually("it answers", async () => (await pingUrl(urlOf("app"))) === "PONG");
  expect(await pingUrl(urlOf("report"))).toBe("PONG");
  expect(await ping(stack.port)).toBe("NOAUTH");
});
