import { createHash } from "node:crypto";

/**
 * Commands that the application's user may not run: those that ElastiCache refuses as well, so that development
 * fails where production would, and MODULE and FAILOVER, which change what the server is.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SupportedCommands.html
 */
export const deniedCommands: readonly string[] = [
  "acl",
  "bgrewriteaof",
  "bgsave",
  "config",
  "debug",
  "failover",
  "migrate",
  "module",
  "psync",
  "replicaof",
  "save",
  "shutdown",
  "slaveof",
  "sync",
];

/** The user that a client is who gives a password and no name. */
export const defaultUser = "default";

/** User of the healthcheck and the credential loader. */
export const opsUser = "ops";

/** SHA-256 of a password in the form that an ACL file takes (https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/). */
export function passwordHash(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

/** What Redis' default user may do where there are no other users: everything that is not denied to everybody. */
export const applicationPermissions = "~* &* +@all +acl|whoami";

/** Commands below a denied one that tell a user of itself and change nothing. */
const harmless = ["+acl|whoami", "+acl|cat"];

/**
 * Permissions without the denied commands, whichever of them a category such as `@slow` has brought. The harmless ones
 * below them stay where they were allowed by name.
 */
export function withoutDenied(permissions: string): string {
  const words = permissions.split(" ");
  const kept = harmless.filter((rule) => words.lastIndexOf(rule) > words.lastIndexOf(rule.replace("+", "-")));
  const rest = words.filter((word) => !kept.includes(word));
  return [...rest, ...deniedCommands.map((command) => `-${command}`), ...kept].join(" ");
}

/**
 * What the ops user may do: see that the server answers, load and list the users, and read who was refused what. It can
 * read no data.
 */
const opsPermissions = "resetchannels -@all +ping +acl|load +acl|list +acl|log";

/**
 * What it may do besides where there are named users, whose connections ACL LOAD would end: set and delete them one by
 * one, and end the connections of a default user that has gone off.
 */
const opsAmongUsers = "+acl|setuser +acl|deluser +client|kill";

/** A user of the ACL file. */
export interface AclUser {
  name: string;
  /** SHA-256 of the password. */
  hash: string;
  permissions: string;
}

/** The ACL file: the users and the ops user; the default user is off unless it is one of them. */
export function aclFile(users: readonly AclUser[], opsHash: string): string {
  const named = users.every(({ name }) => name !== defaultUser);
  const off = named ? [`user ${defaultUser} off`] : [];
  const line = ({ name, hash, permissions }: AclUser) => `user ${name} on #${hash} ${permissions}`;
  const permissions = named ? `${opsPermissions} ${opsAmongUsers}` : opsPermissions;
  const ops = { name: opsUser, hash: opsHash, permissions };
  return [...off, ...users.map(line), line(ops), ""].join("\n");
}
