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

/** User of the healthcheck and the credential loader. */
export const opsUser = "ops";

/** SHA-256 of a password in the form that an ACL file takes (https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/). */
export function passwordHash(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

/**
 * The ACL file: the application's default user, and the ops user, which may see that the server answers, load
 * this file, and list the users to see that they are the file's. It can read no data and change nothing else.
 */
export function aclFile(hashes: { application: string; ops: string }): string {
  const denied = deniedCommands.map((command) => `-${command}`).join(" ");
  return [
    `user default on #${hashes.application} ~* &* +@all ${denied} +acl|whoami`,
    `user ${opsUser} on #${hashes.ops} resetchannels -@all +ping +acl|load +acl|list`,
    "",
  ].join("\n");
}
