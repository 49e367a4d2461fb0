import type * as pulumi from "@pulumi/pulumi";
import { applicationPermissions, defaultUser } from "./acl";
import type { SecureRedisArgs } from "./args";
import { type Credentials, rotatingCredentials } from "./credentials";
import { permissions } from "./users/permissions";

/** Somebody who can log in. */
export interface Login {
  /** Name of the user; `default` where the component has no users of its own. */
  user: string;
  /** What the user may do, in the words of Redis' ACL. */
  permissions: string;
  /** The password; undefined for a user whom AWS IAM lets in. */
  credentials: Credentials | undefined;
}

/** Who can log in: the users, each with a password of its own, or Redis' default user alone. */
export function loginsOf(
  name: string,
  { users, rotation }: SecureRedisArgs,
  opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): Login[] {
  if (users === undefined) {
    const credentials = rotatingCredentials(name, rotation, opts);
    return [{ user: defaultUser, permissions: applicationPermissions, credentials }];
  }
  return Object.entries(users).map(([user, args]) => ({
    user,
    permissions: permissions(args),
    credentials: args.iam ? undefined : rotatingCredentials(`${name}-user-${user}`, rotation, opts, user),
  }));
}
