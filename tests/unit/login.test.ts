import type { UserArgs } from "../../components/users/args";
import { permissions } from "../../components/users/permissions";
import { Deployment, deployedAt } from "./support/deployment";
import { passwordOf } from "./support/engine";
import { promiseOf } from "./support/outputs";

const users: Record<string, UserArgs> = {
  app: { preset: "readwrite", keys: ["app:*"] },
  report: { preset: "readonly", keys: ["app:*"] },
};

/** Names of the resources that a password and its rotation are made of. */
const credentialsOf = ({ registrations }: Deployment) =>
  [...registrations.keys()].filter((name) => /-(password|phase|rotated-at.*)$/.test(name)).sort();

test("without users there is the default user alone", async () => {
  const deployment = await Deployment.complete({ rotation: { everyDays: 0 } });
  expect(deployment.uploads()["/loader/users.acl"]).toMatch(/^user default on #.*\nuser ops on #.*\n$/);
  expect(credentialsOf(deployment)).toEqual([
    "cache-failsafe-password",
    "cache-first-rotated-at",
    "cache-ops-password",
    "cache-password",
    "cache-phase",
    "cache-rotated-at-0",
  ]);
  expect(deployment.redis.users).toEqual({});
});

describe("with users", () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await Deployment.complete({ users, rotation: { everyDays: 0 } });
  });

  test("each has a password and a rotation of its own, and the default user has none", () => {
    const each = (user: string) =>
      ["first-rotated-at", "password", "phase", "rotated-at-0"].map((what) => `cache-user-${user}-${what}`);
    expect(credentialsOf(deployment)).toEqual([
      "cache-failsafe-password",
      "cache-ops-password",
      ...each("app"),
      ...each("report"),
    ]);
  });

  test("the loader is handed all of them, with their permissions", () => {
    const lines = deployment.uploads()["/loader/users.acl"]?.split("\n") ?? [];
    expect(lines.map((line) => line.split(" ")[1])).toEqual(["default", "app", "report", "ops", undefined]);
    for (const [index, user] of [users.app, users.report].entries()) {
      expect(lines[index + 1]).toContain(` ${permissions(user ?? {})} `);
    }
    expect(deployment.uploads()["/loader/strategies"]).toBe("app SET\nreport SET\n");
  });

  test("each connects by its own name and password; the component's outputs are those of the first", async () => {
    const { redis } = deployment;
    expect(Object.keys(redis.users)).toEqual(["app", "report"]);
    for (const [user, connection] of Object.entries(redis.users)) {
      const password = passwordOf(`cache-user-${user}-password`);
      expect(await promiseOf(connection.url)).toBe(`redis://${user}:${password}@127.0.0.1:6379/0`);
      expect(await promiseOf(connection.passwordRotatedAt)).toBe(deployedAt);
    }
    expect(await promiseOf(redis.url)).toBe(await promiseOf(redis.users.app?.url ?? redis.redactedUrl));
    expect(await promiseOf(redis.username)).toBe("app");
  });

  test("no password is in a resource's inputs but for the loader's", () => {
    const inputs = JSON.stringify([...deployment.registrations.values()]);
    expect(inputs).not.toContain(passwordOf("cache-user-app-password"));
    expect(inputs).not.toContain(passwordOf("cache-user-report-password"));
  });
});

test("two users do not rotate at the same time", async () => {
  const { redis } = await Deployment.complete({ users });
  const next = await Promise.all(
    Object.values(redis.users).map(({ nextRotationAt }) => promiseOf(nextRotationAt)),
  );
  expect(new Set(next).size).toBe(2);
});

test("one user rotates while the other stays", async () => {
  const since = (user: string, epoch: number, at = "2020-01-01T00:00:00.000Z") => ({
    [`cache-user-${user}-first-rotated-at`]: "2020-01-01T00:00:00.000Z",
    [`cache-user-${user}-rotated-at-${epoch}`]: at,
  });
  const held = { ...since("app", 7, deployedAt), ...since("report", 7) };
  const deployment = await Deployment.complete({ users, rotation: { everyDays: 0, generation: 7 }, held });
  expect(deployment.uploads()["/loader/strategies"]).toBe("app ROTATE\nreport SET\n");
});
