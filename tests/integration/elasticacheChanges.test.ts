import { type TestAccount, testAccount } from "./support/aws";
import { plannedSteps } from "./support/changes";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;

/** What the stack is deployed with. */
const deployed = (topic: string) => ({
  deletionProtection: false,
  engineVersion: "7.0",
  nodeType: "cache.t4g.small",
  replicas: 1,
  monitoring: { alarmTopicArns: [topic] },
});

const topic = (name: string) => `arn:aws:sns:us-east-1:${account.account}:${name}`;

beforeAll(async () => {
  account = await testAccount();
  stack = await Stack.createOnAws(account, deployed(topic("operators")));
  await stack.up();
});

afterAll(async () => {
  await stack.dispose();
});

/** The engine's plan for these settings, which are taken back afterwards. */
async function planned(settings: Record<string, unknown>) {
  stack.configure(settings);
  try {
    return await plannedSteps(stack);
  } finally {
    const taken = Object.fromEntries(Object.keys(settings).map((key) => [key, undefined]));
    stack.configure({ ...taken, ...deployed(topic("operators")) });
  }
}

describe("in place", () => {
  let steps: Awaited<ReturnType<typeof plannedSteps>>;

  beforeAll(async () => {
    steps = await planned({
      engineVersion: "7.1",
      nodeType: "cache.r7g.large",
      replicas: 2,
      multiAz: false,
      maxmemoryPolicy: "allkeys-lru",
      reservedMemoryPercent: 30,
      snapshotRetentionDays: 14,
      snapshotWindow: "03:00-04:00",
      maintenanceWindow: "mon:05:00-mon:06:00",
      finalSnapshotName: "last",
      notificationTopicArn: topic("failovers"),
      applyImmediately: true,
      secret: { recoveryWindowDays: 7 },
      monitoring: { alarmTopicArns: [topic("others")], thresholds: { cpu: 50 }, logRetentionDays: 30 },
      allowFrom: { cidrBlocks: ["10.42.0.0/16"] },
      tags: { team: "clinic" },
    });
  });

  // One property that is replaced would make the whole step a replacement.
  test.each<[setting: string, resource: string, property: string]>([
    ["engineVersion", "redis-group", "engineVersion"],
    ["nodeType", "redis-group", "nodeType"],
    ["replicas", "redis-group", "numCacheClusters"],
    ["multiAz", "redis-group", "multiAzEnabled"],
    ["maxmemoryPolicy, reservedMemoryPercent", "redis-parameters", "parameters"],
    ["snapshotRetentionDays", "redis-group", "snapshotRetentionLimit"],
    ["snapshotWindow", "redis-group", "snapshotWindow"],
    ["maintenanceWindow", "redis-group", "maintenanceWindow"],
    ["finalSnapshotName", "redis-group", "finalSnapshotIdentifier"],
    ["notificationTopicArn", "redis-group", "notificationTopicArn"],
    ["applyImmediately", "redis-group", "applyImmediately"],
    ["tags", "redis-group", "tags"],
    ["tags of the secret", "redis-connection", "tags"],
    ["secret.recoveryWindowDays", "redis-connection", "recoveryWindowInDays"],
    ["monitoring.alarmTopicArns", "redis-memory", "alarmActions"],
    ["monitoring.thresholds.cpu", "redis-cpu", "threshold"],
    ["monitoring.logRetentionDays", "redis-slow-log", "retentionInDays"],
    ["the dashboard's nodes", "redis-dashboard", "dashboardBody"],
  ])("%s: %s is updated in %s", (_, resource, property) => {
    const step = steps[resource];
    expect(step?.op).toBe("update");
    expect(step?.after[property]).not.toEqual(step?.before[property]);
  });

  test("allowFrom adds a rule and touches nothing else", () => {
    expect(steps["redis-from-10.42.0.0-16"]?.op).toBe("create");
    expect(steps["redis-firewall"]?.op ?? "same").toMatch(/same|update/);
  });
});

describe("replaced", () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ["port", { port: 6380 }, ["redis-group", "redis-id"]],
    ["createKmsKey", { createKmsKey: true }, ["redis-group", "redis-id"]],
    ["snapshotName", { snapshotName: "yesterday" }, ["redis-group", "redis-id"]],
    ["shards", { shards: 3 }, ["redis-group", "redis-id"]],
    ["engineVersion downwards", { engineVersion: "6.2" }, ["redis-group", "redis-parameters"]],
  ])("%s replaces", async (_, settings, resources) => {
    const steps = await planned(settings);
    for (const resource of resources) {
      expect({ resource, op: steps[resource]?.op }).toEqual({ resource, op: "replace" });
    }
    expect(steps["redis-password"]).toBeUndefined();
  });

  test("and is refused while deletionProtection is on", async () => {
    stack.configure({ deletionProtection: true });
    await stack.up();
    stack.configure({ port: 6380 });
    const { exitCode, output } = await stack.try("preview");
    stack.configure({ port: undefined, deletionProtection: false });
    await stack.up();
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/redis-group.*protected|protect/);
  });
});

test("redis to valkey is a change in place, which keeps the group and its data", async () => {
  const steps = await planned({ engine: "valkey", engineVersion: "8.0" });
  expect(steps["redis-group"]?.op).toBe("update");
  expect(steps["redis-parameters"]?.op).toBe("replace");
  expect(steps["redis-id"]).toBeUndefined();
});
