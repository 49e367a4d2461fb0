import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, verify } from "./support/cli";
import { type Fault, withFault, withUsers } from "./support/faults";
import { withClient } from "./support/redis";
import { docker } from "./support/shell";
import { image, Stack } from "./support/stack";

jest.setTimeout(600_000);

let stack: Stack;
let password: string;

beforeAll(async () => {
  stack = await Stack.create();
  Object.assign(stack.rotation, { everyDays: 90, graceDays: 0.001 });
  stack.configure({});
  await stack.up();
  password = await stack.password();
});

afterAll(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

test("what is deployed holds, every line of it, and its data is as it was", async () => {
  await withClient(await stack.output("url"), async (client) => {
    await client.set("kept", "value");
    const { exitCode, report } = await verify(stack);
    expect(report.checks.filter(({ status }) => status !== "pass")).toEqual([]);
    expect(report).toMatchObject({ passed: report.checks.length, failed: 0, unchecked: 0 });
    expect(exitCode).toBe(0);
    expect(await client.keys("*")).toEqual(["kept"]);
  });
});

test("the table has a line for each check, and no password", async () => {
  const { exitCode, output } = await cli(stack, "verify");
  expect(exitCode).toBe(0);
  expect(output).toMatch(/pass +│ without a password nobody gets in/);
  expect(output).toMatch(/redis of test-\w+ on docker: 17 passed, 0 failed, 0 not checked/);
  for (const secret of await stack.secrets()) {
    expect(output).not.toContain(secret);
  }
});

/** A container in place of the server's, and the one line that it makes fail. */
const faults: [what: string, fault: () => Fault, line: string, detail: RegExp][] = [
  [
    "published on every address",
    () => ({ options: { publish: [`0.0.0.0:${stack.port}:6379`] } }),
    "other-addresses",
    /published on 0\.0\.0\.0/,
  ],
  [
    "the password in its environment",
    () => ({ options: { env: [`REDIS_PASSWORD=${password}`] } }),
    "secret-inspect",
    /a password stands in redis-server-\w+/,
  ],
  [
    "on Docker's default network",
    () => ({ options: { network: ["bridge"] }, without: ["network-alias"] }),
    "other-networks",
    /network bridge/,
  ],
  [
    "a healthcheck that does not log in",
    () => ({ options: { "health-cmd": ["redis-cli ping | grep -qE 'PONG|NOAUTH'"] } }),
    "healthcheck",
    /does not log in/,
  ],
  [
    "no healthcheck",
    () => ({ options: { "no-healthcheck": ["true"] }, without: ["health-cmd", "health-interval"] }),
    "healthcheck",
    /there is no healthcheck/,
  ],
  ["nothing kept on disk", () => ({ args: ["--appendonly", "no"] }), "persistence", /appendonly is no/],
  [
    "a root that can be written",
    () => ({ without: ["read-only"] }),
    "confinement",
    /its root can be written/,
  ],
  [
    "root, and what it may do",
    () => ({ options: { user: ["0:0"] }, without: ["cap-drop"] }),
    "confinement",
    /runs as root; it keeps capabilities/,
  ],
  ["privileged", () => ({ options: { privileged: ["true"] } }), "confinement", /privileged/],
];

test.each(faults)("a container with a fault: %s", async (_, fault, line, detail) => {
  const { failures, exitCode } = await withFault(stack, fault(), () => verify(stack));
  expect(failures).toEqual({ [line]: expect.stringMatching(detail) });
  expect(exitCode).toBe(1);
});

test("a password in the log", async () => {
  const { failures } = await withFault(stack, {}, async (server) => {
    await docker("exec", server, "sh", "-c", `echo "${password}" > /proc/1/fd/1`);
    return verify(stack);
  });
  expect(failures).toEqual({ "secret-logs": expect.any(String) });
});

/** Users that somebody loaded into the running server. */
const users: [what: string, edit: (file: string) => string, line: string, detail: RegExp][] = [
  [
    "with everything",
    (file) => file.replace(/^(user default on #\w+).*$/m, "$1 ~* &* +@all"),
    "commands",
    /default may run ACL LIST, .*SAVE/,
  ],
  [
    "with one command too many",
    (file) => file.replace(/^(user default .*)$/m, "$1 +save"),
    "commands",
    /default may run SAVE$/,
  ],
  [
    "with another password",
    (file) => file.replace(/^(user default on) #\w+/m, `$1 #${"0".repeat(64)}`),
    "right-password",
    /default: .*refused/,
  ],
  [
    "beside those of the stack",
    (file) => `${file}\nuser intruder on #${"0".repeat(64)} ~* &* +@all`,
    "users",
    /intruder is let in, and was not deployed/,
  ],
  [
    "with a second password",
    (file) => file.replace(/^(user default on #\w+)/m, `$1 #${"0".repeat(64)}`),
    "users",
    /default has 2 passwords, and was deployed with 1/,
  ],
];

test.each(users)("a user %s", async (_, edit, line, detail) => {
  const { failures, exitCode } = await withUsers(stack, edit, () => verify(stack));
  expect(failures).toEqual({ [line]: expect.stringMatching(detail) });
  expect(exitCode).toBe(1);
});

test("a user without a password, on a server that takes everybody", async () => {
  const open = (file: string) => file.replace(/^(user default on) #\w+/m, "$1 nopass");
  const { failures } = await withFault(stack, { args: ["--protected-mode", "no"] }, () =>
    withUsers(stack, open, () => verify(stack)),
  );
  expect(failures).toEqual({ "no-password": "a PING without a password is answered" });
});

test("a stranger on the network", async () => {
  const network = await stack.physical("redis-network");
  const guest = await docker(
    "run",
    "--detach",
    "--rm",
    "--init",
    "--network",
    network,
    "--entrypoint",
    "sleep",
    image(),
    "60",
  );
  const { failures } = await verify(stack).finally(() => docker("rm", "--force", "--volumes", guest));
  expect(failures).toEqual({ "other-networks": expect.stringMatching(/is on its network/) });
});

test("a client with the password among its arguments", async () => {
  const client = spawn("sleep", ["60"], { argv0: `redis-cli -a ${password}`, stdio: "ignore" });
  const { failures, output } = await verify(stack).finally(() => client.kill());
  expect(failures).toEqual({ "secret-processes": expect.any(String) });
  expect(output).not.toContain(password);
});

test("the password in the stack's config", async () => {
  const file = join(stack.folder, `Pulumi.${stack.name}.yaml`);
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace("config:\n", `config:\n  app:password: ${password}\n`));
  const { failures, output } = await verify(stack).finally(() => writeFileSync(file, before));
  expect(failures).toEqual({ "secret-state": expect.any(String) });
  expect(output).not.toContain(password);
});

test("a password that is due", async () => {
  const due = new Date(Date.parse(await stack.output("nextRotationAt")) + 1000).toISOString();
  const { failures } = await verify(stack, { SECURE_REDIS_NOW: due });
  expect(failures).toEqual({ rotation: expect.stringMatching(/password of default is due since/) });
});

test("an overlap that has ended, and no deployment since", async () => {
  stack.rotation.generation = 1;
  stack.configure({});
  await stack.up("--refresh");
  password = await stack.password();
  const ended = new Date(Date.parse(await stack.output("overlapEndsAt")) + 1000).toISOString();
  const { failures } = await verify(stack, { SECURE_REDIS_NOW: ended });
  expect(failures).toEqual({ overlap: expect.stringMatching(/that of default was to end at/) });
});

test("a stopped server is told, and what then cannot be tried is no pass", async () => {
  const server = await stack.physical("redis-server");
  await docker("stop", server);
  const { exitCode, failures, report } = await verify(stack).finally(() => docker("start", server));
  expect(exitCode).toBe(1);
  expect(failures).toHaveProperty("right-password");
  expect(report.checks.find(({ id }) => id === "no-password")?.status).toBe("unchecked");
});

test("Ctrl-C leaves nothing of the attack behind", async () => {
  const { exitCode, output } = await cli(stack, "verify", [], {}, 4_000);
  const label = `label=secure-redis.verify=secure-redis/${stack.name}`;
  expect(await docker("network", "ls", "--quiet", "--filter", label)).toBe("");
  expect({ exitCode, output }).toEqual({
    exitCode: 130,
    output: "secure-redis: interrupted; what it had started is removed",
  });
});

test("where there is nothing to attack the exit code is 2, and one line tells why", async () => {
  const { exitCode, output } = await cli(stack, "verify", ["--name", "other"]);
  expect({ exitCode, output }).toEqual({
    exitCode: 2,
    output: "secure-redis: the stack has no SecureRedis of the name other; it has redis",
  });
});
