import type { Redis } from "ioredis";
import { underLoad } from "./support/load";
import { pingUrl } from "./support/redis";
import { docker, eventually } from "./support/shell";
import { Stack } from "./support/stack";
import { programWithUsers, steadyClient, type UserOutput, usersOf } from "./support/users";

jest.setTimeout(600_000);

const names = ["app", "jobs", "report"] as const;
type Users = Record<(typeof names)[number], UserOutput>;

/** What a load of each user sends. */
const loads = { app: "INCR", jobs: "INCR", report: "GET" };

let stack: Stack;
let server: string;
let identity: string;
/** The connections that each deployment gave, the oldest first. */
const deployed: Users[] = [];

const at = (time: number) => {
  stack.env.SECURE_REDIS_NOW = new Date(time).toISOString();
};
const latest = (ago = 0): Users => {
  const users = deployed.at(-1 - ago);
  if (users === undefined) {
    throw new Error("that many were not deployed");
  }
  return users;
};
const serverIdentity = () => docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", server);
const ofAll = async <T>(work: (name: (typeof names)[number]) => Promise<T>) => Promise.all(names.map(work));
/** How each user's login with the password of that deployment is answered. */
const answers = (users: Users) => ofAll((name) => pingUrl(users[name].url));
const everybody = (answer: string) => names.map(() => answer);

async function deploy(): Promise<void> {
  stack.configure({});
  await stack.up("--refresh");
  deployed.push((await usersOf(stack)) as Users);
}

async function expectOpen(clients: Redis[]): Promise<void> {
  expect(await Promise.all(clients.map((client) => client.ping()))).toEqual(clients.map(() => "PONG"));
}

beforeAll(async () => {
  stack = await Stack.create({}, {}, programWithUsers);
  stack.users = {
    app: { preset: "readwrite", keys: ["load:*"], channels: ["news:*"] },
    jobs: { preset: "readwrite", keys: ["load:*"] },
    report: { preset: "readonly", keys: ["%R~load:*"] },
  };
  // Short, so that no window begins within it.
  stack.rotation.graceDays = 0.01;
  await deploy();
  server = await stack.physical("redis-server");
  identity = await serverIdentity();
});

afterAll(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

afterEach(async () => {
  expect(await serverIdentity()).toBe(identity);
});

test("all users rotate under the load of each: no client is dropped, and old and new passwords log in", async () => {
  const clients = await ofAll((name) => steadyClient(latest()[name].url));
  const subscriber = await steadyClient(latest().app.url);
  const heard: string[] = [];
  subscriber.on("message", (_, message: string) => heard.push(message));
  await subscriber.subscribe("news:today");

  stack.rotation.generation = 1;
  const before = latest();
  const rotation = deploy();
  const reports = await ofAll((name) =>
    underLoad(before[name].url, () => rotation, { send: (client, key) => client.call(loads[name], key) }),
  );

  expect(reports.flatMap(({ errors }) => errors)).toEqual([]);
  for (const { commands, connects } of reports) {
    expect(commands).toBeGreaterThan(100);
    expect(connects).toBeGreaterThan(10);
  }
  await expectOpen(clients);
  await clients[0]?.publish("news:today", "still here");
  await eventually("the subscriber hears", async () => heard.length > 0);
  for (const client of [...clients, subscriber]) {
    client.disconnect();
  }
  for (const name of names) {
    expect(latest()[name].password).not.toBe(before[name].password);
  }
  expect(await answers(before)).toEqual(everybody("PONG"));
  expect(await answers(latest())).toEqual(everybody("PONG"));
});

test("the server restarted in the overlap lets in everybody with both passwords", async () => {
  await docker("restart", server);
  identity = await serverIdentity();
  await eventually("it answers", async () => (await pingUrl(latest().app.url)) === "PONG");
  expect(await answers(latest(1))).toEqual(everybody("PONG"));
  expect(await answers(latest())).toEqual(everybody("PONG"));
});

test("after the grace the old passwords are refused; who is connected with one stays connected", async () => {
  const old = latest(1);
  const clients = await ofAll((name) => steadyClient(old[name].url));
  at(Math.max(...names.map((name) => Date.parse(latest()[name].overlapEndsAt ?? ""))));
  await deploy();
  expect(await answers(old)).toEqual(everybody("WRONGPASS"));
  expect(await answers(latest())).toEqual(everybody("PONG"));
  await expectOpen(clients);
  for (const client of clients) {
    client.disconnect();
  }
});

/** The users in the order in which their next windows begin. */
const byWindow = () =>
  names
    .map((name) => ({ name, time: Date.parse(latest()[name].nextRotationAt) }))
    .sort((one, other) => one.time - other.time);

test("each user has a schedule of its own: the one whose window begins rotates alone", async () => {
  const { name: user = "app", time = 0 } = byWindow()[0] ?? {};
  at(time - 1_000);
  await stack.pulumi("preview", "--expect-no-changes");
  at(time);
  expect(await stack.pulumi("preview")).toContain(`user ${user}: a new password with this deployment`);
  const clients = await ofAll((name) => steadyClient(latest()[name].url));
  await deploy();

  const rotated = names.filter((name) => latest()[name].password !== latest(1)[name].password);
  expect(rotated).toEqual([user]);
  expect(await answers(latest())).toEqual(everybody("PONG"));
  expect(await answers(latest(1))).toEqual(everybody("PONG"));
  await expectOpen(clients);
  for (const client of clients) {
    client.disconnect();
  }
});

test("a user's password that is applied only after its grace overlaps all the same, and its overlap ends by itself", async () => {
  const { name: user = "app", time = 0 } = byWindow()[0] ?? {};
  stack.rotation.graceDays = 0.0001;
  stack.configure({});
  at(time);
  const targets = [`**redis-user-${user}-password`, `**redis-user-${user}-rotated-at-*`];
  await stack.pulumi("up", "--yes", "--skip-preview", ...targets.flatMap((urn) => ["--target", urn]));
  at(time + 10_000);
  const old = latest()[user].url;
  await deploy();

  expect(latest()[user].url).not.toBe(old);
  expect(await pingUrl(old)).toBe("PONG");
  expect(await answers(latest())).toEqual(everybody("PONG"));
  expect(await docker("exec", server, "ls", "/etc/redis")).toMatch(
    new RegExp(`^overlap-until-${user}$`, "m"),
  );
  await eventually("the overlap ends", async () => (await pingUrl(old)) === "WRONGPASS");
  expect(await answers(latest())).toEqual(everybody("PONG"));
  expect(await docker("exec", server, "ls", "/etc/redis")).not.toContain("overlap-until");
});
