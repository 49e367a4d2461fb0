import * as pulumi from "@pulumi/pulumi";
import type { Login } from "../../../components/login";
import type { DeployedLogin } from "../../../components/target";
import { connectionsOf } from "../../../components/users/connection";
import { promiseOf } from "../support/outputs";

const ends = Date.parse("2026-03-02T12:00:00.000Z");

const app: Login = {
  user: "app",
  permissions: "",
  credentials: {
    password: pulumi.output("s3cret"),
    overlap: pulumi.output({ strategy: "ROTATE", endsAt: ends }),
    graceDays: 1,
    rotatedAt: pulumi.output("2026-03-01T12:00:00.000Z"),
    nextRotationAt: "2026-05-30T12:00:00.000Z",
  },
};

const wired = (username: string, more: Partial<DeployedLogin> = {}): DeployedLogin => ({
  endpoint: pulumi.output({ host: "127.0.0.1", port: 6379, username, tls: false }),
  ...more,
});

function connectionOf(login: Login, deployed: DeployedLogin) {
  const connection = connectionsOf([login], { [login.user]: deployed }).get(login.user);
  if (connection === undefined) {
    throw new Error("the user has no connection");
  }
  return connection;
}

test("a user connects by its name and its own password", async () => {
  const connection = connectionOf(app, wired("app"));
  expect(await promiseOf(connection.username)).toBe("app");
  expect(await promiseOf(connection.password)).toBe("s3cret");
  expect(await promiseOf(connection.url)).toBe("redis://app:s3cret@127.0.0.1:6379/0");
  expect(await promiseOf(connection.redactedUrl)).toBe("redis://app:***@127.0.0.1:6379/0");
  expect(await promiseOf(connection.passwordRotatedAt)).toBe("2026-03-01T12:00:00.000Z");
  expect(await promiseOf(connection.nextRotationAt)).toBe("2026-05-30T12:00:00.000Z");
  expect(await promiseOf(connection.overlapEndsAt)).toBe("2026-03-02T12:00:00.000Z");
  expect(connection.secretArn).toBeUndefined();
});

test("password and URL are secret even where the password was not, and nothing else is", async () => {
  const { password, url, ...rest } = connectionOf(app, wired("app"));
  expect(await pulumi.isSecret(password)).toBe(true);
  expect(await pulumi.isSecret(url)).toBe(true);
  for (const output of Object.values(rest).filter((each) => each !== undefined)) {
    expect(await pulumi.isSecret(output as pulumi.Output<unknown>)).toBe(false);
  }
});

test("what the target knows of the overlap counts more than the clock", async () => {
  const overlap = pulumi.output({ strategy: "SET" as const });
  expect(await promiseOf(connectionOf(app, wired("app", { overlap })).overlapEndsAt)).toBeUndefined();
});

test("a user whom IAM lets in has no password and no rotation", async () => {
  const connection = connectionOf({ ...app, credentials: undefined }, wired("app"));
  expect(await promiseOf(connection.password)).toBe("");
  expect(await promiseOf(connection.passwordRotatedAt)).toBeUndefined();
  expect(await promiseOf(connection.nextRotationAt)).toBeUndefined();
  expect(await promiseOf(connection.overlapEndsAt)).toBeUndefined();
});

test("the connections come in the order of the logins", () => {
  const report = { ...app, user: "report" };
  const connections = connectionsOf([report, app], { app: wired("app"), report: wired("report") });
  expect([...connections.keys()]).toEqual(["report", "app"]);
});

test("a user that the target has not deployed is an error", () => {
  expect(() => connectionsOf([app], {})).toThrow("the target has not deployed the user app");
});
