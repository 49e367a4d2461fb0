import { isSecret } from "@pulumi/pulumi";
import { permissions } from "../../../components/users/permissions";
import type { Deployment } from "../support/deployment";
import { deployed } from "../support/elastiCache";
import { passwordOf } from "../support/engine";
import { promiseOf } from "../support/outputs";

const app = { preset: "readwrite" as const, keys: ["app:*"] };
const worker = { commands: ["+xack"], keys: ["jobs:*"], iam: true };
const users = { app, worker };

let deployment: Deployment;

beforeAll(async () => {
  deployment = await deployed({}, { users });
});

test("each user has the id of the group's suffix, its access string and its one password", () => {
  expect(deployment.inputsOf("cache-user-app")).toEqual({
    userId: expect.stringMatching(/^app-[0-9a-f]{8}$/),
    userName: "app",
    engine: "redis",
    accessString: `on ${permissions(app)}`,
    passwords: [passwordOf("cache-user-app-password")],
    tags: expect.objectContaining({ "secure-redis:name": "cache" }),
  });
});

test("a user of IAM has its id for a name, no password and no secret", () => {
  const { userId, userName, authenticationMode, passwords } = deployment.inputsOf("cache-user-worker");
  expect(userName).toBe(userId);
  expect(authenticationMode).toEqual({ type: "iam" });
  expect(passwords).toBeUndefined();
  expect(
    [...deployment.registrations.keys()].filter((name) => name.startsWith("cache-user-worker-")),
  ).toEqual([]);
});

test("Redis' default user is off, with a password that nobody is given", () => {
  expect(deployment.inputsOf("cache-default-user")).toMatchObject({
    userName: "default",
    accessString: "off -@all",
    passwords: [passwordOf("cache-default-user-password")],
  });
});

test("the group takes the users and never a token", () => {
  const group = deployment.inputsOf("cache-group");
  expect(group).toMatchObject({
    userGroupIds: ["id-of-cache-user-group"],
    authTokenUpdateStrategy: "DELETE",
  });
  expect(group.authToken).toBeUndefined();
  expect(deployment.registrations.has("cache-password")).toBe(false);
  const { userIds } = deployment.inputsOf("cache-user-group") as { userIds: string[] };
  expect(userIds.map((id) => id.replace(/-[0-9a-f]{8}$/, ""))).toEqual(["default", "app", "worker"]);
});

test("the secret of a user is its connection, and waits for the group and the user", () => {
  const { secretString } = deployment.inputsOf("cache-user-app-connection-version") as {
    secretString: string;
  };
  const password = passwordOf("cache-user-app-password");
  expect(JSON.parse(secretString)).toMatchObject({ username: "app", password, tls: true });
  const { events } = deployment;
  const version = events.indexOf("cache-user-app-connection-version");
  expect(version).toBeGreaterThan(events.indexOf("cache-group"));
  expect(version).toBeGreaterThan(events.indexOf("cache-user-app"));
});

test("in a rotation the user has both passwords, and the secret's password is asked for", async () => {
  const held = { password: "deployed", username: "app" };
  const rotating = await deployed(
    {},
    {
      users: { app },
      cloud: { version: { secretString: JSON.stringify(held), createdDate: "2026-01-01T00:00:00Z" } },
    },
  );
  expect(rotating.inputsOf("cache-user-app").passwords).toEqual([
    passwordOf("cache-user-app-password"),
    "deployed",
  ]);
});

test("the outputs of the users: passwords are secret, what else there is is not", async () => {
  const { app: connection, worker: byIam } = deployment.redis.users;
  if (connection === undefined || byIam === undefined) {
    throw new Error("a user is missing");
  }
  expect(await promiseOf(connection.url)).toMatch(/^rediss:\/\/app:/);
  expect(await promiseOf(byIam.password)).toBe("");
  expect(byIam.secretArn).toBeUndefined();
  for (const secret of [connection.password, connection.url]) {
    expect(await isSecret(secret)).toBe(true);
  }
  for (const open of [
    connection.redactedUrl,
    connection.username,
    connection.overlapEndsAt,
    connection.secretArn,
  ]) {
    expect(open && (await isSecret(open))).toBe(false);
  }
});

test("grantRead gives the user's secret, or for a user of IAM the right to connect as that user", async () => {
  const granted = await deployed(
    {},
    {
      users,
      use: (redis) => {
        redis.grantRead("web", "web-role");
        redis.grantRead("jobs", "jobs-role", "worker");
        expect(() => redis.grantRead("nobody", "role", "mallory")).toThrow("one of app, worker");
      },
    },
  );
  const actions = (name: string) =>
    JSON.parse(String(granted.inputsOf(name).policy)).Statement.map(
      ({ Action }: { Action: unknown }) => Action,
    );
  expect(actions("cache-read-by-web")).toEqual([
    ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
  ]);
  expect(actions("cache-read-by-jobs")).toEqual(["elasticache:Connect"]);
});
