import { Redis } from "ioredis";
import { underLoad } from "./support/load";
import { ping } from "./support/redis";
import { docker } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

const day = 24 * 60 * 60 * 1000;

let stack: Stack;
let server: string;
let identity: string;
/** Every password so far, the oldest first. */
const passwords: string[] = [];

const at = (time: number) => {
  stack.env.SECURE_REDIS_NOW = new Date(time).toISOString();
};
const serverIdentity = () => docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", server);
const answers = () => Promise.all(passwords.map((password) => ping(stack.port, password)));

/** Bumps the generation and deploys it. */
async function rotate(): Promise<string> {
  stack.rotation.generation = (stack.rotation.generation ?? 0) + 1;
  stack.configure({});
  return deploy();
}

async function deploy(): Promise<string> {
  const output = await stack.up("--refresh");
  const password = await stack.password();
  if (password !== passwords.at(-1)) {
    passwords.push(password);
  }
  return output;
}

beforeAll(async () => {
  stack = await Stack.create();
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

test("the first password overlaps none, and a day later there is nothing to do", async () => {
  expect(await stack.output("overlapEndsAt")).toBe("");
  at(Date.now() + 2 * day);
  await stack.pulumi("preview", "--expect-no-changes");
  delete stack.env.SECURE_REDIS_NOW;
});

test("a rotation under load drops no client", async () => {
  stack.rotation.generation = 1;
  stack.configure({});
  expect(await stack.pulumi("preview")).toMatch(
    /a new password with this deployment: the one before logs in until 20/,
  );

  const url = await stack.output("url");
  const report = await underLoad(url, async () => {
    await deploy();
  });
  const rate = Math.round(report.commands / report.seconds);
  process.stderr.write(
    `rotation under load: ${report.commands} commands (${rate}/s), ${report.connects} connects, ${report.errors.length} errors, longest stall ${report.longestStall.toFixed(1)} ms\n`,
  );
  expect(report.errors).toEqual([]);
  expect(report.commands).toBeGreaterThan(500);
  expect(passwords).toHaveLength(2);
  expect(await answers()).toEqual(["PONG", "PONG"]);
});

test("the server restarted in the overlap still lets both in", async () => {
  await docker("restart", server);
  identity = await serverIdentity();
  expect(await answers()).toEqual(["PONG", "PONG"]);
});

test("a second rotation within the overlap: the newest two log in, the third does not", async () => {
  await rotate();
  expect(passwords).toHaveLength(3);
  expect(await answers()).toEqual(["WRONGPASS", "PONG", "PONG"]);
});

test("after the grace the next up ends the overlap; who is connected stays connected", async () => {
  const old = new Redis(stack.port, { password: passwords.at(-2), retryStrategy: () => null });
  await old.ping();
  const ends = Date.parse(await stack.output("overlapEndsAt"));

  at(ends - 1_000);
  await stack.pulumi("preview", "--expect-no-changes");
  at(ends);
  expect(await stack.pulumi("preview")).toContain("the overlap ends with this deployment");
  await deploy();

  expect(await answers()).toEqual(["WRONGPASS", "WRONGPASS", "PONG"]);
  expect(await old.ping()).toBe("PONG");
  old.disconnect();
  expect(await stack.output("overlapEndsAt")).toBe("");
});

test("between rotations nothing changes, at midnight or up to the window's edge; beyond it the password does", async () => {
  const edge = Date.parse(await stack.output("nextRotationAt"));
  const midnight = Math.ceil(edge / day) * day - day;
  for (const time of [midnight - 1_000, midnight + 1_000, edge - 1_000]) {
    at(time);
    await stack.pulumi("preview", "--expect-no-changes");
  }
  at(edge);
  expect(await stack.pulumi("preview")).toMatch(/redis-password.*replace/);
});

test("with three windows missed, the password deployed before still logs in beside the new one", async () => {
  at(Date.parse(await stack.output("nextRotationAt")) + 3 * 90 * day);
  await deploy();
  expect(passwords).toHaveLength(4);
  expect(await answers()).toEqual(["WRONGPASS", "WRONGPASS", "PONG", "PONG"]);
  expect(Date.parse(await stack.output("passwordRotatedAt"))).toBe(
    Date.parse(stack.env.SECURE_REDIS_NOW ?? ""),
  );
  await stack.pulumi("preview", "--expect-no-changes");
});
