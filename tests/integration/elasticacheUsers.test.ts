import { randomBytes } from "node:crypto";
import {
  DescribeReplicationGroupsCommand,
  DescribeUserGroupsCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
  type User,
} from "@aws-sdk/client-elasticache";
import execa from "execa";
import type { Preset } from "../../components/users/args";
import { presetCommands } from "../support/presetCommands";
import { type TestAccount, testAccount } from "./support/aws";
import { interruptedUp } from "./support/interruption";
import { describedPlaces } from "./support/inventory";
import { leaks, stackPlaces } from "./support/leaks";
import { recorder } from "./support/recorder";
import { connectionIn } from "./support/secret";
import { docker } from "./support/shell";
import { image, Stack } from "./support/stack";
import { programWithUsers, type UserOutput, usersOf } from "./support/users";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;
let cache: ElastiCacheClient;
let aws: Awaited<ReturnType<typeof recorder>>;

const presets: Preset[] = ["readonly", "readwrite", "monitor"];

/** Users by name, as AWS tells of them. */
async function described(): Promise<Record<string, User>> {
  const { Users = [] } = await cache.send(new DescribeUsersCommand({}));
  const own = Users.filter(({ UserId }) => /-[0-9a-f]{8}$/.test(String(UserId)));
  return Object.fromEntries(own.map((user) => [String(user.UserId).replace(/-[0-9a-f]{8}$/, ""), user]));
}

/** The passwords that AWS was told last, by user: the emulator does not keep them. */
function told(): Record<string, string[]> {
  const passwords: Record<string, string[]> = {};
  for (const { action, parameters } of aws.calls) {
    const id = parameters.UserId?.replace(/-[0-9a-f]{8}$/, "");
    const given = Object.entries(parameters).filter(([key]) => /^Passwords\.member\.\d$/.test(key));
    if (id && given.length > 0 && ["CreateUser", "ModifyUser"].includes(action)) {
      passwords[id] = given.map(([, password]) => password);
    }
  }
  return passwords;
}

const secretOf = async (user: string, stage?: string) => {
  const connection = (await usersOf(stack))[user] as UserOutput & { secretArn: string };
  return connectionIn(account, connection.secretArn, stage);
};

const bump = () => {
  stack.rotation.generation = (stack.rotation.generation ?? 0) + 1;
  stack.configure({});
};

beforeAll(async () => {
  account = await testAccount();
  cache = new ElastiCacheClient(account.config);
  aws = await recorder(account.config.endpoint);
  stack = await Stack.createOnAws(
    account,
    { deletionProtection: false, monitoring: { logs: false, dashboard: false } },
    { AWS_ENDPOINT_URL: aws.endpoint },
    programWithUsers,
  );
  const keys = ["app:*"];
  stack.users = {
    ...Object.fromEntries(presets.map((preset) => [preset, { preset, keys, channels: ["news:*"] }])),
    worker: { commands: ["+xreadgroup", "+xack"], keys: ["jobs:*"], iam: true },
  };
  stack.configure({});
  await stack.up();
});

afterAll(async () => {
  await stack.dispose();
  expect(await described()).toEqual({});
  await aws.close();
});

test("the group has users and no token, and Redis' default user is off", async () => {
  const { ReplicationGroups: [group] = [] } = await cache.send(new DescribeReplicationGroupsCommand({}));
  const { UserGroups: groups = [] } = await cache.send(new DescribeUserGroupsCommand({}));
  expect(group).toMatchObject({ AuthTokenEnabled: false, TransitEncryptionEnabled: true });
  expect(group?.UserGroupIds).toEqual([group?.ReplicationGroupId]);
  const users = await described();
  const own = groups.find(({ UserGroupId }) => UserGroupId === group?.ReplicationGroupId);
  expect([...(own?.UserIds ?? [])].sort()).toEqual(
    Object.values(users)
      .map(({ UserId }) => UserId)
      .sort(),
  );
  expect(users.default).toMatchObject({ UserName: "default", AccessString: "off -@all" });
});

test("each has a password and a secret of its own; a user of IAM has neither, and its id for a name", async () => {
  const connections = await usersOf(stack);
  const users = await described();
  for (const name of presets) {
    const { username, password, url } = connections[name] as UserOutput;
    expect(username).toBe(name);
    expect(users[name]).toMatchObject({
      UserName: name,
      Authentication: { Type: "password" },
    });
    expect(told()[name]).toEqual([password]);
    expect(await secretOf(name)).toMatchObject({ username, password, url, tls: true });
    expect(url).toContain(`rediss://${name}:${password}@`);
  }
  expect(new Set(presets.map((name) => connections[name]?.password)).size).toBe(presets.length);
  const [worker] = aws.calls.filter(({ parameters }) => parameters.UserId === users.worker?.UserId);
  expect(worker).toMatchObject({ action: "CreateUser", parameters: { "AuthenticationMode.Type": "iam" } });
  expect(connections.worker).toMatchObject({ username: users.worker?.UserId, password: "" });
  expect(users.worker?.UserName).toBe(users.worker?.UserId);
});

test("a second up and a refresh change nothing", async () => {
  await stack.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
  await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
});

test("the access strings that AWS was given allow and deny on a real Redis what the table says", async () => {
  const users = await described();
  const name = `secure-redis-test-${randomBytes(4).toString("hex")}`;
  await docker(
    "run",
    "--detach",
    "--rm",
    "--name",
    name,
    "--network",
    "none",
    "--entrypoint",
    "redis-server",
    image(),
  );
  try {
    const rows = presetCommands.flatMap(({ allowed, commands }) =>
      commands.flatMap((command) =>
        presets.map((preset) => ({ preset, command, allowed: allowed.includes(preset) })),
      ),
    );
    const input = [
      ...presets.map((preset) => `ACL SETUSER ${preset} ${users[preset]?.AccessString}`),
      ...rows.map(({ preset, command }) => `ACL DRYRUN ${preset} ${command}`),
    ].join("\n");
    const { stdout } = await execa("docker", ["exec", "--interactive", name, "redis-cli"], { input });
    const answers = stdout.split("\n").filter(Boolean);
    expect(answers.slice(0, presets.length)).toEqual(presets.map(() => "OK"));
    const verdicts = rows.map((row, index) => ({
      ...row,
      allowed: answers[presets.length + index] === "OK",
    }));
    expect(verdicts).toEqual(rows);
    for (const preset of presets) {
      const of = rows.filter((row) => row.preset === preset);
      expect(of.filter(({ allowed }) => allowed).length).toBeGreaterThanOrEqual(20);
      expect(of.filter(({ allowed }) => !allowed).length).toBeGreaterThanOrEqual(20);
    }
  } finally {
    await docker("rm", "--force", "--volumes", name);
  }
});

test("a rotation gives each user a second password and writes its secret; after the grace one is left", async () => {
  const before = await usersOf(stack);
  bump();
  await stack.up();
  const after = await usersOf(stack);
  for (const name of presets) {
    expect(after[name]?.password).not.toBe(before[name]?.password);
    expect((await secretOf(name))?.password).toBe(after[name]?.password);
    expect((await secretOf(name, "AWSPREVIOUS"))?.password).toBe(before[name]?.password);
  }
  for (const name of presets) {
    expect(told()[name]).toEqual([after[name]?.password, before[name]?.password]);
  }
  await stack.pulumi("preview", "--expect-no-changes");

  const ends = Math.max(...presets.map((name) => Date.parse(String(after[name]?.overlapEndsAt))));
  stack.env.SECURE_REDIS_NOW = new Date(ends + 60_000).toISOString();
  await stack.up();
  for (const name of presets) {
    expect(told()[name]).toEqual([after[name]?.password]);
  }
  await stack.pulumi("preview", "--expect-no-changes");
  delete stack.env.SECURE_REDIS_NOW;
});

// AWS is told both passwords each time, and so it does not matter how often it is told.
test("an engine killed while AWS takes the passwords: the deployed one stays, and the next up converges", async () => {
  const deployed = (await secretOf("readwrite"))?.password;
  bump();
  await interruptedUp(stack, /redis-user-readwrite updat/, (up) => process.kill(up.pid ?? 0, "SIGKILL"));
  await stack.try("cancel", "--yes");
  expect((await secretOf("readwrite"))?.password).toBe(deployed);
  await stack.up();
  const { password } = (await usersOf(stack)).readwrite as UserOutput;
  expect(told().readwrite).toEqual([password, deployed]);
  expect((await secretOf("readwrite", "AWSPREVIOUS"))?.password).toBe(deployed);
  await stack.pulumi("preview", "--expect-no-changes");
});

test("no user's password in what the stack shows, nor in what AWS describes", async () => {
  const secrets = await stack.secrets();
  expect(secrets.length).toBe(presets.length + 1);
  const again = await stack.try("up", "--yes", "--skip-preview", "--json");
  const places = {
    ...(await stackPlaces(stack)),
    ...(await describedPlaces(account)),
    users: JSON.stringify(await described()),
    "up --json": again.stdout,
  };
  expect(leaks(places, secrets)).toEqual([]);
});
