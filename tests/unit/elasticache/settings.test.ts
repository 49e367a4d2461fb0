import * as pulumi from "@pulumi/pulumi";
import { ids } from "../support/cloud";
import { deployed } from "../support/elastiCache";
import { promiseOf } from "../support/outputs";

const topic = "arn:aws:sns:eu-central-1:123456789012:operators";

test("settings reach the replication group", async () => {
  const settings = {
    engine: "valkey",
    engineVersion: "8.1",
    nodeType: "cache.r6gd.xlarge",
    replicas: 2,
    multiAz: false,
    port: 7000,
    snapshotRetentionDays: 35,
    snapshotWindow: "22:00-23:00",
    maintenanceWindow: "mon:10:00-mon:11:00",
    finalSnapshotName: "last",
    snapshotName: pulumi.output("before"),
    notificationTopicArn: topic,
    applyImmediately: true,
    maxmemoryPolicy: "allkeys-lru",
    reservedMemoryPercent: 40,
  };
  const deployment = await deployed(settings);
  expect(deployment.inputsOf("cache-group")).toMatchObject({
    engine: "valkey",
    engineVersion: "8.1",
    nodeType: "cache.r6gd.xlarge",
    dataTieringEnabled: true,
    numCacheClusters: 3,
    automaticFailoverEnabled: true,
    multiAzEnabled: false,
    port: 7000,
    snapshotRetentionLimit: 35,
    snapshotWindow: "22:00-23:00",
    maintenanceWindow: "mon:10:00-mon:11:00",
    finalSnapshotIdentifier: "last",
    snapshotName: "before",
    notificationTopicArn: topic,
    applyImmediately: true,
  });
  expect(deployment.inputsOf("cache-parameters")).toMatchObject({
    family: "valkey8",
    parameters: [
      { name: "maxmemory-policy", value: "allkeys-lru" },
      { name: "reserved-memory-percent", value: "40" },
    ],
  });
  expect(deployment.inputsOf("cache-id").keepers).toEqual({
    port: "7000",
    cluster: "false",
    snapshot: "before",
    key: "",
  });
  const { secretString } = deployment.inputsOf("cache-connection-version");
  expect(JSON.parse(String(secretString))).toMatchObject({ engine: "valkey", port: 7000 });
  expect(await promiseOf(deployment.redis.port)).toBe(7000);
});

test("the group's id is in small letters, as ElastiCache keeps it", async () => {
  const deployment = await deployed({}, { name: "MyCache" });
  expect(deployment.inputsOf("MyCache-group").replicationGroupId).toBe("mycache-0a1b2c3d");
});

test("one node has nothing to fail over to and nothing that lags", async () => {
  const deployment = await deployed({ replicas: 0, monitoring: { alarmTopicArns: [topic] } });
  expect(deployment.inputsOf("cache-group")).toMatchObject({
    numCacheClusters: 1,
    automaticFailoverEnabled: false,
    multiAzEnabled: false,
  });
  expect(deployment.registrations.has("cache-memory")).toBe(true);
  expect(deployment.registrations.has("cache-replicationLag")).toBe(false);
  const { widgets } = JSON.parse(String(deployment.inputsOf("cache-dashboard").dashboardBody));
  expect(widgets).toHaveLength(8);
});

test("several shards are cluster mode, with one endpoint and alarms for each", async () => {
  const deployment = await deployed({ shards: 3, replicas: 1, monitoring: { alarmTopicArns: [topic] } });
  const group = deployment.inputsOf("cache-group");
  expect(group).toMatchObject({ clusterMode: "enabled", numNodeGroups: 3, replicasPerNodeGroup: 1 });
  expect(group).not.toHaveProperty("numCacheClusters");
  expect(deployment.inputsOf("cache-parameters").parameters).toContainEqual({
    name: "cluster-enabled",
    value: "yes",
  });
  expect(deployment.inputsOf("cache-id").keepers).toMatchObject({ cluster: "true" });
  expect(await promiseOf(deployment.redis.host)).toBe("configuration.example");
  expect(deployment.redis.readerHost).toBeUndefined();
  const alarms = [...deployment.registrations.keys()].filter((name) => name.startsWith("cache-memory"));
  expect(alarms.sort()).toEqual(["cache-memory-1", "cache-memory-2", "cache-memory-3"]);
  expect(JSON.stringify(deployment.inputsOf("cache-memory-3").metricQueries)).toContain(
    `"CacheClusterId":"${ids.group}-0003-002"`,
  );
});

test("tags are on everything that takes tags, and name stack and component whatever is given", async () => {
  const deployment = await deployed({
    tags: { team: "data" },
    createKmsKey: true,
    allowFrom: { cidrBlocks: ["10.0.0.0/8"] },
    monitoring: { alarmTopicArns: [topic] },
  });
  const untagged = /pulumi:|random:|SecureRedis|SecretPolicy|SecretVersion|Dashboard|Alias/;
  const tagged = [...deployment.registrations.values()].filter(({ type }) => !untagged.test(type));
  expect(tagged.length).toBeGreaterThan(15);
  for (const { name } of tagged) {
    expect([name, deployment.inputsOf(name).tags]).toEqual([
      name,
      { team: "data", "secure-redis:stack": "shop/dev", "secure-redis:name": "cache" },
    ]);
  }
});

describe("the key", () => {
  test("that is given encrypts the data and the secret", async () => {
    const kmsKeyArn = pulumi.output("arn:aws:kms:eu-central-1:123456789012:key/given");
    const deployment = await deployed({ kmsKeyArn });
    const key = await promiseOf(kmsKeyArn);
    expect(deployment.inputsOf("cache-group").kmsKeyId).toBe(key);
    expect(deployment.inputsOf("cache-connection").kmsKeyId).toBe(key);
    expect(deployment.inputsOf("cache-id").keepers).toMatchObject({ key });
    expect(deployment.registrations.has("cache-key")).toBe(false);
  });

  test("that is made rotates, is protected, has an alias, and encrypts the data and the secret", async () => {
    const deployment = await deployed({ createKmsKey: true });
    expect(deployment.inputsOf("cache-key")).toEqual({
      description: "Data and connection secret of the Redis cache",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags: { "secure-redis:stack": "shop/dev", "secure-redis:name": "cache" },
    });
    expect(deployment.options.get("cache-key")?.protect).toBe(true);
    expect(deployment.inputsOf("cache-key-alias")).toEqual({ targetKeyId: "made" });
    expect(deployment.inputsOf("cache-group").kmsKeyId).toBe(ids.key);
    expect(deployment.inputsOf("cache-connection").kmsKeyId).toBe(ids.key);
    expect(deployment.inputsOf("cache-id").keepers).toMatchObject({ key: ids.key });
  });
});

test("without deletion protection Pulumi may delete and replace everything", async () => {
  const { options } = await deployed({ deletionProtection: false, createKmsKey: true });
  for (const name of ["cache-group", "cache-connection", "cache-key"]) {
    expect([name, options.get(name)?.protect]).toEqual([name, false]);
  }
});

test("the secret's settings reach it", async () => {
  const deployment = await deployed({ secret: { recoveryWindowDays: 7, replicaRegions: ["eu-west-1"] } });
  expect(deployment.inputsOf("cache-connection")).toMatchObject({
    recoveryWindowInDays: 7,
    replicas: [{ region: "eu-west-1" }],
  });
});

test("a name of one's own is a CNAME for the endpoint, and the outputs keep AWS's name", async () => {
  const dns = { zoneId: pulumi.output("Z01"), name: "cache.internal.example" };
  const deployment = await deployed({ dns });
  expect(deployment.inputsOf("cache-dns")).toEqual({
    zoneId: "Z01",
    name: "cache.internal.example",
    type: "CNAME",
    ttl: 60,
    records: ["primary.example"],
  });
  expect(await promiseOf(deployment.redis.host)).toBe("primary.example");
});

test("the authority's certificate is handed on", async () => {
  const caCertificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const { redis } = await deployed({ caCertificate });
  expect(redis.caCertificate && (await promiseOf(redis.caCertificate))).toBe(caCertificate);
});

describe("monitoring", () => {
  test("without logs delivers none and makes no log groups", async () => {
    const deployment = await deployed({ monitoring: { logs: false } });
    expect(deployment.inputsOf("cache-group").logDeliveryConfigurations).toEqual([]);
    expect([...deployment.registrations.keys()].filter((name) => name.endsWith("-log"))).toEqual([]);
  });

  test("keeps logs for as long as it is told", async () => {
    const deployment = await deployed({ monitoring: { logRetentionDays: 365 } });
    expect(deployment.inputsOf("cache-engine-log").retentionInDays).toBe(365);
  });

  test("without a dashboard makes none and asks for no region", async () => {
    const deployment = await deployed({ monitoring: { dashboard: false } });
    expect(deployment.registrations.has("cache-dashboard")).toBe(false);
    expect(deployment.events.filter((event) => event.includes("getRegion"))).toEqual([]);
  });

  test("alarms whoever a topic reaches, above each threshold, when it begins and when it ends", async () => {
    const deployment = await deployed({
      monitoring: {
        alarmTopicArns: [pulumi.output(topic)],
        thresholds: { memory: 70, evictions: false, cpu: 0 },
      },
    });
    const alarms = [...deployment.registrations.values()].filter(({ type }) => type.includes("MetricAlarm"));
    const thresholds = Object.fromEntries(alarms.map(({ name, inputs }) => [name, inputs.threshold]));
    expect(thresholds).toEqual({
      "cache-authenticationFailures": 10,
      "cache-commandAuthorizationFailures": 10,
      "cache-keyAuthorizationFailures": 10,
      "cache-cpu": 0,
      "cache-engineCpu": 80,
      "cache-memory": 70,
      "cache-connections": 10_000,
      "cache-replicationLag": 30,
    });
    expect(deployment.inputsOf("cache-cpu")).toEqual({
      alarmDescription: "A node's CPU is busy (Redis cache).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      metricQueries: [
        { id: "shard", expression: "MAX(METRICS())", label: "CPUUtilization", returnData: true },
        ...["001", "002"].map((node, index) => ({
          id: `node${index + 1}`,
          metric: {
            namespace: "AWS/ElastiCache",
            metricName: "CPUUtilization",
            dimensions: { CacheClusterId: `${ids.group}-${node}` },
            period: 300,
            stat: "Average",
          },
        })),
      ],
      alarmActions: [topic],
      okActions: [topic],
      tags: { "secure-redis:stack": "shop/dev", "secure-redis:name": "cache" },
    });
  });

  test("alarms nobody where there is no topic", async () => {
    const { types } = await deployed({ monitoring: { thresholds: { memory: 1 } } }).then((deployment) => ({
      types: Object.values(deployment.types()),
    }));
    expect(types.filter((type) => type.includes("MetricAlarm"))).toEqual([]);
  });
});
