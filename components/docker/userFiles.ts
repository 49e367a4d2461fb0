import * as pulumi from "@pulumi/pulumi";
import { aclFile, passwordHash, withoutDenied } from "../acl";
import type { Login } from "../login";
import { day } from "../rotation";

/** What the loader needs to know of the users: who they are, and how each one's password stands in its rotation. */
export function userFiles(
  logins: readonly Login[],
  opsPassword: pulumi.Output<string>,
): Record<"users.acl" | "strategies" | "grace-seconds", pulumi.Input<string>> {
  const deployed = logins.flatMap(({ user, permissions, credentials }) =>
    credentials === undefined ? [] : [{ user, permissions, ...credentials }],
  );
  const users = deployed.map(({ user, permissions, password }) =>
    password.apply((secret) => ({
      name: user,
      hash: passwordHash(secret),
      permissions: withoutDenied(permissions),
    })),
  );
  const strategies = deployed.map(({ user, overlap }) =>
    overlap.apply(({ strategy }) => `${user} ${strategy}\n`),
  );
  return {
    "users.acl": pulumi
      .all([pulumi.all(users), opsPassword])
      .apply(([all, ops]) => aclFile(all, passwordHash(ops))),
    // One line for each user: its name and ROTATE or SET.
    strategies: pulumi.all(strategies).apply((lines) => lines.join("")),
    "grace-seconds": String(Math.round(((deployed[0]?.graceDays ?? 0) * day) / 1000)),
  };
}
