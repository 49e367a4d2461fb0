import type { DockerSettings } from "../args";

/** Port that the server listens on inside its container. */
export const containerPort = 6379;

/** Folder of redis.conf and users.acl in the server's container. */
export const confFolder = "/etc/redis";

/**
 * redis.conf without its one secret. Text that depends on the settings alone, so its hash may stand in a label.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/config/
 */
export function redisConf(
  settings: Pick<DockerSettings, "maxmemory" | "maxmemoryPolicy" | "persistence">,
): string {
  return [
    // All addresses of the container: which of the machine's reach it is decided by what Docker publishes.
    "bind * -::*",
    `port ${containerPort}`,
    "protected-mode yes",
    `aclfile ${confFolder}/users.acl`,
    "acllog-max-len 128",
    "enable-debug-command no",
    "enable-module-command no",
    "enable-protected-configs no",
    "tcp-keepalive 60",
    "dir /data",
    `maxmemory ${settings.maxmemory}mb`,
    `maxmemory-policy ${settings.maxmemoryPolicy}`,
    `appendonly ${settings.persistence ? "yes" : "no"}`,
    "appendfsync everysec",
    // The append-only file is the one copy on disk; snapshots beside it would only fork more often.
    'save ""',
    "shutdown-timeout 10",
    "",
  ].join("\n");
}

/**
 * Adds the fail-safe: a password that nobody is given. The ACL file overrides it; a server that ever came up
 * without the ACL file's users would still refuse everybody.
 */
export function withFailsafe(conf: string, failsafePassword: string): string {
  return `${conf}requirepass ${failsafePassword}\n`;
}
