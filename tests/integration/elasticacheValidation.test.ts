import { type TestAccount, testAccount } from "./support/aws";
import { inventory, nothing } from "./support/inventory";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;

beforeAll(async () => {
  account = await testAccount();
  stack = await Stack.createOnAws(account);
});

afterAll(async () => {
  await stack.dispose();
});

/** What an update with these settings says; it must fail before anything is created. */
async function refused(settings: Record<string, unknown>): Promise<string> {
  stack.configure(settings);
  const { exitCode, output } = await stack.try("up", "--yes", "--skip-preview");
  stack.configure(Object.fromEntries(Object.keys(settings).map((key) => [key, undefined])));
  expect(exitCode).not.toBe(0);
  expect(output).toContain("nothing was created");
  expect(await inventory(account)).toEqual(nothing);
  const types = (await stack.resources()).map(({ type }) => type);
  expect(types.filter((type) => !["pulumi:pulumi:Stack", "pulumi:providers:aws"].includes(type))).toEqual([]);
  return output;
}

describe("mistakes that one look at a setting shows, all at once", () => {
  const group = "arn:aws:sns:us-east-1:123456789012:operators";
  /** Settings, and the line that the error has for each. */
  const wrong: [settings: Record<string, unknown>, line: string][] = [
    [{ vpcId: "my-vpc" }, 'elasticache.vpcId: "my-vpc"'],
    [{ engine: "memcached" }, 'elasticache.engine: "memcached"'],
    [{ nodeType: "t4g.small" }, 'elasticache.nodeType: "t4g.small"'],
    [{ replicas: 6 }, "elasticache.replicas: 6"],
    [{ shards: 2 }, "elasticache.shards: 2"],
    [{ port: 80 }, "elasticache.port: 80"],
    [{ transitEncryption: false }, "elasticache.transitEncryption: false"],
    [{ atRestEncryption: false }, "elasticache.atRestEncryption: false"],
    [{ authToken: "short" }, 'elasticache.authToken: "short"'],
    [{ password: "0123456789abcdef0123" }, 'elasticache.password: "0123456789abcdef0123"'],
    [{ maxmemoryPolicy: "lru" }, 'elasticache.maxmemoryPolicy: "lru"'],
    [{ reservedMemoryPercent: 0 }, "elasticache.reservedMemoryPercent: 0"],
    [{ kmsKeyArn: "alias/mine" }, 'elasticache.kmsKeyArn: "alias/mine"'],
    [{ snapshotRetentionDays: 0 }, "elasticache.snapshotRetentionDays: 0"],
    [{ snapshotWindow: "at night" }, 'elasticache.snapshotWindow: "at night"'],
    [{ maintenanceWindow: "sunday" }, 'elasticache.maintenanceWindow: "sunday"'],
    [{ finalSnapshotName: "two--hyphens" }, 'elasticache.finalSnapshotName: "two--hyphens"'],
    [{ notificationTopicArn: "operators" }, 'elasticache.notificationTopicArn: "operators"'],
    [{ secret: { recoveryWindowDays: 0 } }, "elasticache.secret.recoveryWindowDays: 0"],
    [{ tags: { "aws:mine": "x" } }, 'elasticache.tags: {"aws:mine":"x"}'],
    [{ caCertificate: "not PEM" }, 'elasticache.caCertificate: "not PEM"'],
    [{ nodes: 2 }, "elasticache.nodes: 2"],
    [
      { allowFrom: { cidrBlocks: ["0.0.0.0/0"], securityGroupIds: ["all"] } },
      'elasticache.allowFrom.cidrBlocks: ["0.0.0.0/0"]',
    ],
    [
      { allowFrom: { cidrBlocks: ["0.0.0.0/0"], securityGroupIds: ["all"] } },
      'elasticache.allowFrom.securityGroupIds: ["all"]',
    ],
    [{ dns: { zoneId: "example.org", name: "cache" } }, 'elasticache.dns.zoneId: "example.org"'],
    [{ dns: { zoneId: "example.org", name: "cache" } }, 'elasticache.dns.name: "cache"'],
    [
      { monitoring: { logRetentionDays: 2, alarmTopicArns: [group, "mail"], thresholds: { cpu: 101 } } },
      "elasticache.monitoring.logRetentionDays: 2",
    ],
    [{}, `elasticache.monitoring.alarmTopicArns: ["${group}","mail"]`],
    [{}, "elasticache.monitoring.thresholds.cpu: 101"],
  ];
  let output: string;

  beforeAll(async () => {
    output = await refused(Object.assign({}, ...wrong.map(([settings]) => settings)));
  });

  test("are counted", () => {
    expect(output).toContain(`has ${wrong.length} invalid settings`);
  });

  test.each(wrong.map(([, line]) => line))("%s", (line) => {
    expect(output).toContain(`  ${line} is not allowed; allowed: `);
  });
});

describe("mistakes that only settings together make", () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    [
      "without replicas nothing fails over",
      { replicas: 0, automaticFailover: true, multiAz: true },
      ["elasticache.automaticFailover: true", "elasticache.multiAz: true"],
    ],
    [
      "more nodes than AWS has for a group, and windows that overlap",
      { shards: 250, replicas: 2, snapshotWindow: "04:00-05:00", maintenanceWindow: "sun:04:30-sun:05:30" },
      ["elasticache.shards: 250", "elasticache.maintenanceWindow"],
    ],
    [
      "a version of another engine, and two keys",
      {
        engine: "valkey",
        engineVersion: "7.0",
        createKmsKey: true,
        kmsKeyArn: `arn:aws:kms:us-east-1:${"1".repeat(12)}:key/a`,
      },
      ['elasticache.engineVersion: "7.0"', "elasticache.createKmsKey: true"],
    ],
    ["no VPC", { vpcId: undefined }, ["elasticache.vpcId: undefined", "or set elasticache.subnetIds"]],
    [
      "windows below an hour",
      { snapshotWindow: "02:00-02:30" },
      ['elasticache.snapshotWindow: "02:00-02:30"'],
    ],
  ])("%s", async (_, settings, said) => {
    const output = await refused(settings);
    for (const text of said) {
      expect(output).toContain(text);
    }
  });

  test("a password cannot end with the deployment that brings the next", async () => {
    stack.rotation.graceDays = 0;
    expect(await refused({})).toContain("rotation.graceDays: 0 is not allowed");
    delete stack.rotation.graceDays;
  });
});

test("a VPC without a private subnet is refused by name before anything is created in AWS", async () => {
  stack.configure({ vpcId: "vpc-0123456789abcdef0" });
  const { exitCode, output } = await stack.try("up", "--yes", "--skip-preview");
  expect(exitCode).not.toBe(0);
  expect(output).toContain("elasticache.vpcId");
  expect(output).toContain("vpc-0123456789abcdef0");
  const { groups, securityGroups } = await inventory(account);
  expect({ groups, securityGroups }).toEqual({ groups: [], securityGroups: [] });
});
