import { redisConf, withFailsafe } from "../../components/docker/redisConf";

const settings = { maxmemory: 153, maxmemoryPolicy: "noeviction", persistence: true };

/** Directives in order, so that one given twice shows. */
function directives(conf: string) {
  return conf
    .trimEnd()
    .split("\n")
    .map((line) => {
      const space = line.indexOf(" ");
      return [line.slice(0, space), line.slice(space + 1)];
    });
}

test("the settings are these and no others", () => {
  const all = directives(redisConf(settings));
  expect(all).toHaveLength(16);
  expect(Object.fromEntries(all)).toEqual({
    bind: "* -::*",
    port: "6379",
    "protected-mode": "yes",
    aclfile: "/etc/redis/users.acl",
    "acllog-max-len": "128",
    "enable-debug-command": "no",
    "enable-module-command": "no",
    "enable-protected-configs": "no",
    "tcp-keepalive": "60",
    dir: "/data",
    maxmemory: "153mb",
    "maxmemory-policy": "noeviction",
    appendonly: "yes",
    appendfsync: "everysec",
    save: '""',
    "shutdown-timeout": "10",
  });
});

test("memory, policy and persistence are the only lines that change", () => {
  const other = redisConf({ maxmemory: 8, maxmemoryPolicy: "volatile-ttl", persistence: false });
  const before = redisConf(settings).split("\n");
  const changed = other.split("\n").filter((line) => !before.includes(line));
  expect(changed).toEqual(["maxmemory 8mb", "maxmemory-policy volatile-ttl", "appendonly no"]);
});

test("the fail-safe is one more line at the end", () => {
  const conf = redisConf(settings);
  expect(conf).not.toContain("requirepass");
  expect(conf.endsWith("\n")).toBe(true);
  expect(withFailsafe(conf, "s3cret")).toBe(`${conf}requirepass s3cret\n`);
});
