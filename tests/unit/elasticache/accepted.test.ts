import * as pulumi from "@pulumi/pulumi";
import type { ElastiCacheArgs } from "../../../components/elasticache/args";
import { elastiCacheRules } from "../../../components/elasticache/rules";
import { elastiCacheSettings } from "../../../components/elasticache/settings";
import { isRule, type Rules } from "../../../components/rule";
import { mistakesIn } from "../../../components/validation";
import { ids } from "../support/cloud";

const topic = "arn:aws:sns:eu-central-1:123456789012:operators";
const mistakesOf = (settings: object) =>
  mistakesIn({ target: "elasticache", elasticache: { vpcId: ids.vpc, ...settings } }).map(({ path }) => path);

test.each<[object]>([
  [{}],
  [{ vpcId: "default" }],
  [{ vpcId: "vpc-01234567" }],
  [{ vpcId: undefined, subnetIds: ["subnet-01234567"] }],
  [{ allowFrom: {} }],
  [{ allowFrom: { securityGroupIds: ["sg-01234567"], cidrBlocks: ["10.1.0.0/16", "fd00::/8"] } }],
  [{ allowFrom: { securityGroupIds: [], cidrBlocks: [] } }],
  [{ dns: { zoneId: "Z0123456789ABCDEFGHIJ", name: "cache.internal.example" } }],
  ...["6.2", "7.0", "7.1"].map((engineVersion): [object] => [{ engineVersion }]),
  ...["7.2", "8.0", "8.1", "9.0"].map((engineVersion): [object] => [{ engine: "valkey", engineVersion }]),
  [{ engine: "valkey" }],
  ...[
    "cache.t4g.micro",
    "cache.m7g.large",
    "cache.r7g.16xlarge",
    "cache.c7gn.xlarge",
    "cache.r6gd.xlarge",
  ].map((nodeType): [object] => [{ nodeType }]),
  [{ replicas: 0 }],
  [{ replicas: 0, automaticFailover: false, multiAz: false }],
  [{ replicas: 5, automaticFailover: true, multiAz: true }],
  [{ multiAz: false }],
  [{ shards: 3, replicas: 0, automaticFailover: true }],
  [{ shards: 500, replicas: 0 }],
  [{ shards: 250, replicas: 1 }],
  [{ shards: 83, replicas: 5 }],
  [{ port: 1024 }],
  [{ port: 65535 }],
  [{ transitEncryption: true, atRestEncryption: true }],
  [{ authToken: undefined, password: undefined }],
  [{ reservedMemoryPercent: 10 }],
  [{ reservedMemoryPercent: 50 }],
  [{ kmsKeyArn: ids.key, createKmsKey: false }],
  [{ kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/x" }],
  [{ createKmsKey: true }],
  [{ snapshotRetentionDays: 1 }],
  [{ snapshotRetentionDays: 35 }],
  [{ snapshotWindow: "23:00-01:00" }],
  [{ maintenanceWindow: "mon:00:00-mon:01:00" }],
  [{ finalSnapshotName: "a" }],
  [{ finalSnapshotName: `a${"-b".repeat(127)}` }],
  [{ snapshotName: "before-2026" }],
  [{ notificationTopicArn: topic }],
  [{ secret: { recoveryWindowDays: 7, replicaRegions: ["eu-west-1", "us-gov-west-1"] } }],
  [{ secret: { recoveryWindowDays: 30, replicaRegions: [] } }],
  [{ monitoring: { logs: false, logRetentionDays: 3653, alarmTopicArns: [topic], dashboard: false } }],
  [{ monitoring: { thresholds: { cpu: false, memory: 0, evictions: 1_000_000_000, replicationLag: 0.5 } } }],
  [{ monitoring: { thresholds: { connections: 65_000, engineCpu: 100, replicationLag: 86_400 } } }],
  [{ tags: { team: "data", "cost-center": "" } }],
  [{ caCertificate: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n" }],
])("%j is accepted", (settings) => {
  expect(mistakesOf(settings)).toEqual([]);
});

/** Every setting's path. */
function pathsOf(rules: Rules, prefix = ""): string[] {
  return Object.entries(rules).flatMap(([key, rule]) =>
    isRule(rule) ? [prefix + key] : pathsOf(rule as Rules, `${prefix}${key}.`),
  );
}

/** The settings with `value` at a path, and what does not go without it. */
function at(path: string, value: unknown): object {
  if (path.startsWith("dns.")) {
    const dns = { zoneId: "Z0123456789ABCDEFGHIJ", name: "cache.internal.example" };
    return { dns: { ...dns, [path.slice("dns.".length)]: value } };
  }
  return path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

/** Paths of the arguments that are an Input as a whole. */
type InputPaths<T, Prefix extends string = ""> = {
  [K in keyof T & string]-?: [Extract<T[K], Promise<unknown>>] extends [never]
    ? InputPathsWithin<Exclude<Extract<T[K], object>, readonly unknown[]>, `${Prefix}${K}.`>
    : `${Prefix}${K}`;
}[keyof T & string];
type InputPathsWithin<T, Prefix extends string> = [T] extends [never] ? never : InputPaths<T, Prefix>;

// The compiler sees to it that these are all of them.
const inputs: Record<InputPaths<ElastiCacheArgs>, true> = {
  vpcId: true,
  subnetIds: true,
  "dns.zoneId": true,
  kmsKeyArn: true,
  snapshotName: true,
  notificationTopicArn: true,
  caCertificate: true,
};
const elements = ["subnetIds", "allowFrom.securityGroupIds", "monitoring.alarmTopicArns"];

test.each(pathsOf(elastiCacheRules))("%s takes an output exactly where its argument is an Input", (path) => {
  expect(mistakesOf(at(path, pulumi.output("later")))).toEqual(path in inputs ? [] : [`elasticache.${path}`]);
  expect(mistakesOf(at(path, [pulumi.output("later")]))).toEqual(
    elements.includes(path) ? [] : [`elasticache.${path}`],
  );
});

test("a promise is an Input as well", () => {
  for (const path of Object.keys(inputs)) {
    expect(mistakesOf(at(path, Promise.resolve("later")))).toEqual([]);
  }
});

test("what is not given has its default, and what is given stays", () => {
  expect(elastiCacheSettings()).toEqual({
    allowFrom: {},
    engine: "redis",
    engineVersion: "7.1",
    nodeType: "cache.t4g.small",
    replicas: 1,
    shards: 1,
    automaticFailover: true,
    multiAz: true,
    port: 6379,
    maxmemoryPolicy: "noeviction",
    reservedMemoryPercent: 25,
    createKmsKey: false,
    snapshotRetentionDays: 7,
    snapshotWindow: "02:00-03:00",
    maintenanceWindow: "sun:04:00-sun:05:00",
    applyImmediately: false,
    deletionProtection: true,
    secret: { recoveryWindowDays: 30, replicaRegions: [] },
    monitoring: {
      logs: true,
      logRetentionDays: 90,
      alarmTopicArns: [],
      dashboard: true,
      thresholds: {
        authenticationFailures: 10,
        commandAuthorizationFailures: 10,
        keyAuthorizationFailures: 10,
        cpu: 80,
        engineCpu: 80,
        memory: 80,
        evictions: 0,
        connections: 10_000,
        replicationLag: 30,
      },
    },
    tags: {},
  });
  expect(elastiCacheSettings({ engine: "valkey" }).engineVersion).toBe("8.0");
  expect(elastiCacheSettings({ replicas: 0 })).toMatchObject({ automaticFailover: false, multiAz: false });
  expect(elastiCacheSettings({ replicas: 0, shards: 3 })).toMatchObject({
    automaticFailover: true,
    multiAz: false,
  });
  expect(
    elastiCacheSettings({ monitoring: { thresholds: { cpu: false } } }).monitoring.thresholds,
  ).toMatchObject({
    cpu: false,
    memory: 80,
  });
  const given = {
    snapshotRetentionDays: 35,
    applyImmediately: true,
    deletionProtection: false,
    multiAz: false,
    secret: { recoveryWindowDays: 7 },
    monitoring: { logs: false, dashboard: false, logRetentionDays: 1 },
  };
  expect(elastiCacheSettings(given)).toMatchObject(given);
});
