import * as pulumi from "@pulumi/pulumi";
import { elastiCacheRules } from "../../../components/elasticache/rules";
import { allowed } from "../support/allowed";
import { ids } from "../support/cloud";
import { errorOf, expectOneMistake } from "../support/mistakes";

const topic = "arn:aws:sns:eu-central-1:123456789012:operators";
const output = pulumi.output("known later");
const pending = "a value of another resource";
const count = allowed.threshold(1_000_000_000, "failures");

/** Settings beside a VPC; the one path below `elasticache`, its value as the message shows it, and what is allowed. */
const bad: [settings: object, path: string, shown: string, allowed: string][] = [
  [{ vpcId: "vpc-1" }, "vpcId", '"vpc-1"', allowed.vpcId],
  [{ vpcId: "Default" }, "vpcId", '"Default"', allowed.vpcId],
  [{ vpcId: null }, "vpcId", "null", allowed.vpcId],
  [{ subnetIds: [] }, "subnetIds", "[]", allowed.subnetIds],
  [{ subnetIds: ["vpc-01234567"] }, "subnetIds", '["vpc-01234567"]', allowed.subnetIds],
  [{ subnetIds: "subnet-01234567" }, "subnetIds", '"subnet-01234567"', allowed.subnetIds],
  [
    { allowFrom: { securityGroupIds: ["api"] } },
    "allowFrom.securityGroupIds",
    '["api"]',
    allowed.securityGroupIds,
  ],
  ...["0.0.0.0/0", "::/0", "8.8.8.0/24", "10.0.0.0/7", "10.0.0.5/16", "2a00:1450::/32"].map(
    (range): [object, string, string, string] => [
      { allowFrom: { cidrBlocks: ["10.0.0.0/8", range] } },
      "allowFrom.cidrBlocks",
      `["10.0.0.0/8","${range}"]`,
      allowed.cidrBlocks,
    ],
  ),
  [{ allowFrom: { cidrBlocks: "10.0.0.0/8" } }, "allowFrom.cidrBlocks", '"10.0.0.0/8"', allowed.cidrBlocks],
  [{ allowFrom: ["10.0.0.0/8"] }, "allowFrom", '["10.0.0.0/8"]', allowed.object],
  [{ dns: { zoneId: "z1", name: "cache.example" } }, "dns.zoneId", '"z1"', allowed.zoneId],
  [{ dns: { zoneId: "Z01", name: "cache" } }, "dns.name", '"cache"', allowed.dnsName],
  [{ dns: { zoneId: "Z01", name: "a..example" } }, "dns.name", '"a..example"', allowed.dnsName],
  [{ dns: { zoneId: "Z01", name: "-a.example" } }, "dns.name", '"-a.example"', allowed.dnsName],
  [{ dns: { zoneId: "Z01", name: "a.example." } }, "dns.name", '"a.example."', allowed.dnsName],
  [{ engine: "memcached" }, "engine", '"memcached"', allowed.engine],
  [{ engineVersion: 7.1 }, "engineVersion", "7.1", allowed.engineVersion],
  [{ engineVersion: "7" }, "engineVersion", '"7"', allowed.engineVersion],
  [{ engineVersion: "7.1.0" }, "engineVersion", '"7.1.0"', allowed.engineVersion],
  [{ engineVersion: "5.0" }, "engineVersion", '"5.0"', allowed.redisVersion],
  [{ engineVersion: "7.2" }, "engineVersion", '"7.2"', allowed.redisVersion],
  [{ engineVersion: "8.0" }, "engineVersion", '"8.0"', allowed.redisVersion],
  [{ engine: "valkey", engineVersion: "7.1" }, "engineVersion", '"7.1"', allowed.valkeyVersion],
  [{ nodeType: "t4g.small" }, "nodeType", '"t4g.small"', allowed.nodeType],
  [{ nodeType: "cache.t4g" }, "nodeType", '"cache.t4g"', allowed.nodeType],
  [{ nodeType: "cache.x1.huge" }, "nodeType", '"cache.x1.huge"', allowed.nodeType],
  [{ replicas: -1 }, "replicas", "-1", allowed.replicas],
  [{ replicas: 6 }, "replicas", "6", allowed.replicas],
  [{ shards: 0 }, "shards", "0", allowed.shards],
  [{ shards: 2 }, "shards", "2", allowed.shards],
  [{ shards: 501, replicas: 0 }, "shards", "501", allowed.shards],
  [{ shards: 250, replicas: 2 }, "shards", "250", allowed.nodes(2, 166)],
  [{ shards: 251 }, "shards", "251", allowed.nodes(1, 250)],
  [{ replicas: 0, automaticFailover: true }, "automaticFailover", "true", allowed.failover(false, 0, 1)],
  [{ replicas: 1, automaticFailover: false }, "automaticFailover", "false", allowed.failover(true, 1, 1)],
  [
    { replicas: 0, shards: 3, automaticFailover: false },
    "automaticFailover",
    "false",
    allowed.failover(true, 0, 3),
  ],
  [{ automaticFailover: "yes" }, "automaticFailover", '"yes"', allowed.truth],
  [{ replicas: 0, multiAz: true }, "multiAz", "true", allowed.multiAz],
  [{ multiAz: 1 }, "multiAz", "1", allowed.truth],
  [{ port: 80 }, "port", "80", allowed.port],
  [{ port: 1023 }, "port", "1023", allowed.port],
  [{ port: "6379" }, "port", '"6379"', allowed.port],
  [{ transitEncryption: false }, "transitEncryption", "false", allowed.onlyTrue],
  [{ atRestEncryption: false }, "atRestEncryption", "false", allowed.onlyTrue],
  [{ authToken: "hunter2" }, "authToken", '"hunter2"', allowed.generated],
  [{ password: "hunter2" }, "password", '"hunter2"', allowed.generated],
  [{ password: output }, "password", pending, allowed.generated],
  [{ maxmemoryPolicy: "lru" }, "maxmemoryPolicy", '"lru"', allowed.policy],
  [{ reservedMemoryPercent: 9 }, "reservedMemoryPercent", "9", allowed.reservedMemoryPercent],
  [{ reservedMemoryPercent: 51 }, "reservedMemoryPercent", "51", allowed.reservedMemoryPercent],
  [{ kmsKeyArn: "alias/aws/elasticache" }, "kmsKeyArn", '"alias/aws/elasticache"', allowed.kmsKeyArn],
  [{ kmsKeyArn: topic }, "kmsKeyArn", `"${topic}"`, allowed.kmsKeyArn],
  [{ kmsKeyArn: ids.key, createKmsKey: true }, "createKmsKey", "true", allowed.createKmsKey],
  [{ kmsKeyArn: output, createKmsKey: true }, "createKmsKey", "true", allowed.createKmsKey],
  [{ createKmsKey: "true" }, "createKmsKey", '"true"', allowed.truth],
  [{ snapshotRetentionDays: 0 }, "snapshotRetentionDays", "0", allowed.snapshotRetentionDays],
  [{ snapshotRetentionDays: 36 }, "snapshotRetentionDays", "36", allowed.snapshotRetentionDays],
  [{ snapshotWindow: "2:00-3:00" }, "snapshotWindow", '"2:00-3:00"', allowed.snapshotWindow],
  [{ snapshotWindow: "02:00-02:59" }, "snapshotWindow", '"02:00-02:59"', allowed.hour("02:00-03:00")],
  [{ snapshotWindow: "24:00-25:00" }, "snapshotWindow", '"24:00-25:00"', allowed.hour("02:00-03:00")],
  [{ maintenanceWindow: "sunday 4-5" }, "maintenanceWindow", '"sunday 4-5"', allowed.maintenanceWindow],
  [
    { maintenanceWindow: "sun:04:00-sun:04:30" },
    "maintenanceWindow",
    '"sun:04:00-sun:04:30"',
    allowed.hour("sun:04:00-sun:05:00"),
  ],
  [
    { maintenanceWindow: "xyz:04:00-xyz:05:00" },
    "maintenanceWindow",
    '"xyz:04:00-xyz:05:00"',
    allowed.hour("sun:04:00-sun:05:00"),
  ],
  [
    { maintenanceWindow: "mon:02:59-mon:04:00" },
    "maintenanceWindow",
    '"mon:02:59-mon:04:00"',
    allowed.apart("02:00-03:00"),
  ],
  [
    { snapshotWindow: "23:30-00:30", maintenanceWindow: "mon:00:00-mon:01:00" },
    "maintenanceWindow",
    '"mon:00:00-mon:01:00"',
    allowed.apart("23:30-00:30"),
  ],
  [{ finalSnapshotName: "a--b" }, "finalSnapshotName", '"a--b"', allowed.snapshotName],
  [{ finalSnapshotName: "a-" }, "finalSnapshotName", '"a-"', allowed.snapshotName],
  [{ finalSnapshotName: output }, "finalSnapshotName", pending, allowed.snapshotName],
  [{ snapshotName: "1st" }, "snapshotName", '"1st"', allowed.snapshotName],
  [{ notificationTopicArn: "operators" }, "notificationTopicArn", '"operators"', allowed.topicArn],
  [{ notificationTopicArn: ids.key }, "notificationTopicArn", `"${ids.key}"`, allowed.topicArn],
  [{ applyImmediately: 1 }, "applyImmediately", "1", allowed.truth],
  [{ deletionProtection: "no" }, "deletionProtection", '"no"', allowed.truth],
  ...[0, 6, 31].map((days): [object, string, string, string] => [
    { secret: { recoveryWindowDays: days } },
    "secret.recoveryWindowDays",
    String(days),
    allowed.recoveryWindowDays,
  ]),
  [
    { secret: { replicaRegions: ["Frankfurt"] } },
    "secret.replicaRegions",
    '["Frankfurt"]',
    allowed.replicaRegions,
  ],
  [
    { secret: { replicaRegions: "eu-west-1" } },
    "secret.replicaRegions",
    '"eu-west-1"',
    allowed.replicaRegions,
  ],
  [{ monitoring: { logs: "on" } }, "monitoring.logs", '"on"', allowed.truth],
  [{ monitoring: { logRetentionDays: 2 } }, "monitoring.logRetentionDays", "2", allowed.logRetentionDays],
  [{ monitoring: { alarmTopicArns: topic } }, "monitoring.alarmTopicArns", `"${topic}"`, allowed.topicArns],
  [{ monitoring: { alarmTopicArns: ["x"] } }, "monitoring.alarmTopicArns", '["x"]', allowed.topicArns],
  [{ monitoring: { dashboard: null } }, "monitoring.dashboard", "null", allowed.truth],
  ...(
    [
      ["authenticationFailures", -1, count],
      ["commandAuthorizationFailures", 1_000_000_001, count],
      ["keyAuthorizationFailures", true, count],
      ["cpu", 101, allowed.threshold(100, "percent")],
      ["engineCpu", -1, allowed.threshold(100, "percent")],
      ["memory", 100.5, allowed.threshold(100, "percent")],
      ["evictions", -1, allowed.threshold(1_000_000_000, "keys")],
      ["connections", 65_001, allowed.threshold(65_000, "connections")],
      ["replicationLag", 86_401, allowed.threshold(86_400, "seconds")],
    ] as const
  ).map(([key, value, text]): [object, string, string, string] => [
    { monitoring: { thresholds: { [key]: value } } },
    `monitoring.thresholds.${key}`,
    String(value),
    text,
  ]),
  [{ tags: { "aws:team": "x" } }, "tags", '{"aws:team":"x"}', allowed.tags],
  [{ tags: { "AWS:team": "x" } }, "tags", '{"AWS:team":"x"}', allowed.tags],
  [{ tags: { "secure-redis:name": "x" } }, "tags", '{"secure-redis:name":"x"}', allowed.tags],
  [{ tags: { team: 1 } }, "tags", '{"team":1}', allowed.tags],
  [{ tags: { team: "x".repeat(257) } }, "tags", `{"team":"${"x".repeat(257)}"}`, allowed.tags],
  [{ tags: ["team"] }, "tags", '["team"]', allowed.tags],
  [{ tags: null }, "tags", "null", allowed.tags],
  [{ caCertificate: "/etc/ssl/ca.pem" }, "caCertificate", '"/etc/ssl/ca.pem"', allowed.caCertificate],
  [{ nodeTyp: "cache.t4g.small" }, "nodeTyp", '"cache.t4g.small"', besides("", elastiCacheRules)],
  [
    { dns: { zone: "Z01" } },
    "dns.zone",
    '"Z01"',
    "the settings elasticache.dns.zoneId, elasticache.dns.name",
  ],
];

/** The settings that stand beside an unknown one. */
function besides(prefix: string, rules: object): string {
  return `the settings ${Object.keys(rules)
    .map((key) => `elasticache.${prefix}${key}`)
    .join(", ")}`;
}

test.each(bad)("%j is refused", (settings, path, shown, text) => {
  const error = errorOf("cache", { target: "elasticache", elasticache: { vpcId: ids.vpc, ...settings } });
  expectOneMistake(error, `elasticache.${path}`, shown, text);
});

test("more tags than AWS takes are refused", () => {
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, ""]));
  const args = (count: number) => ({
    target: "elasticache",
    elasticache: { vpcId: ids.vpc, tags: tags(count) },
  });
  expectOneMistake(errorOf("cache", args(49)), "elasticache.tags", JSON.stringify(tags(49)), allowed.tags);
  expect(() => errorOf("cache", args(48))).toThrow("nothing was thrown");
});

test("a rotation without any grace is refused, for ElastiCache takes a deployment to end a password", () => {
  const rotation = { graceDays: 0 };
  const error = errorOf("cache", { target: "elasticache", elasticache: { vpcId: ids.vpc }, rotation });
  expectOneMistake(
    error,
    "rotation.graceDays",
    "0",
    "more than 0: ElastiCache ends a password only in a deployment after the one that brought the next",
  );
});

test("all mistakes between settings are told at once", () => {
  const elasticache = {
    replicas: 0,
    automaticFailover: true,
    multiAz: true,
    engineVersion: "8.0",
    kmsKeyArn: ids.key,
    createKmsKey: true,
    snapshotWindow: "02:00-02:01",
    maintenanceWindow: "sun:02:00-sun:02:01",
  };
  const { mistakes } = errorOf("cache", { target: "elasticache", elasticache, rotation: { graceDays: 0 } });
  expect(mistakes.map(({ path }) => path)).toEqual([
    "rotation.graceDays",
    "elasticache.vpcId",
    "elasticache.automaticFailover",
    "elasticache.multiAz",
    "elasticache.engineVersion",
    "elasticache.createKmsKey",
    "elasticache.snapshotWindow",
    "elasticache.maintenanceWindow",
  ]);
});
