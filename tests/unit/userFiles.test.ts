import * as pulumi from "@pulumi/pulumi";
import { deniedCommands, passwordHash } from "../../components/acl";
import { userFiles } from "../../components/docker/userFiles";
import type { Login } from "../../components/login";
import type { Strategy } from "../../components/rotation";
import { promiseOf } from "./support/outputs";

function login(user: string, strategy: Strategy, permissions = "-@all +get"): Login {
  return {
    user,
    permissions,
    credentials: {
      password: pulumi.secret(`secret of ${user}`),
      overlap: pulumi.output({ strategy }),
      graceDays: 0.5,
      rotatedAt: pulumi.output("2026-03-01T12:00:00.000Z"),
    },
  };
}

async function filesOf(logins: Login[]): Promise<Record<string, string>> {
  const files = Object.entries(userFiles(logins, pulumi.secret("secret of ops")));
  const texts = files.map(async ([name, text]) => [name, await promiseOf(pulumi.output(text))]);
  return Object.fromEntries(await Promise.all(texts));
}

const denied = deniedCommands.map((command) => `-${command}`).join(" ");

test("each user has a line with the hash of its password, and one with its strategy", async () => {
  const files = await filesOf([login("app", "ROTATE"), login("report", "SET", "-@all +@slow")]);
  expect(files["users.acl"]?.split("\n")).toEqual([
    "user default off",
    `user app on #${passwordHash("secret of app")} -@all +get ${denied}`,
    `user report on #${passwordHash("secret of report")} -@all +@slow ${denied}`,
    expect.stringContaining(`user ops on #${passwordHash("secret of ops")} `),
    "",
  ]);
  expect(files.strategies).toBe("app ROTATE\nreport SET\n");
  expect(files["grace-seconds"]).toBe("43200");
});

test("the default user alone is one of them", async () => {
  const files = await filesOf([login("default", "SET")]);
  expect(files["users.acl"]).toMatch(/^user default on #/);
  expect(files.strategies).toBe("default SET\n");
});

test("no password is in the files, and the hashes are secret", async () => {
  const logins = [login("app", "SET"), login("report", "SET")];
  expect(JSON.stringify(await filesOf(logins))).not.toContain("secret of");
  const files = userFiles(logins, pulumi.secret("secret of ops"));
  expect(await pulumi.isSecret(pulumi.output(files["users.acl"]))).toBe(true);
});
