import type { ElastiCacheArgs } from "../../../components/elasticache/args";
import { mistakesIn } from "../../../components/validation";
import { ids } from "../support/cloud";
import type { Deployment } from "../support/deployment";
import { deployed } from "../support/elastiCache";
import { passwordOf } from "../support/engine";

/** Settings as far from the defaults as the component lets them be. */
const extremes: ElastiCacheArgs[] = [
  {},
  {
    engineVersion: "6.2",
    nodeType: "cache.t4g.micro",
    replicas: 5,
    multiAz: false,
    snapshotRetentionDays: 1,
    applyImmediately: true,
    deletionProtection: false,
    transitEncryption: true,
    atRestEncryption: true,
    monitoring: { logs: false, dashboard: false },
  },
  { engine: "valkey", shards: 3, replicas: 0, kmsKeyArn: ids.key, subnetIds: ["subnet-0000000a"] },
  { vpcId: "default", snapshotName: "before", createKmsKey: true, automaticFailover: true },
];

let groups: Record<string, unknown>[];
let deployments: Deployment[];
beforeAll(async () => {
  deployments = [];
  for (const settings of extremes) {
    deployments.push(await deployed(settings));
  }
  groups = deployments.map((deployment) => deployment.inputsOf("cache-group"));
});

/** What the one mistake of settings is about. */
function refused(settings: object): string[] {
  const elasticache = { vpcId: ids.vpc, ...settings } as ElastiCacheArgs;
  return mistakesIn({ target: "elasticache", elasticache }).map(({ path }) =>
    path.replace("elasticache.", ""),
  );
}

describe("AWS Foundational Security Best Practices", () => {
  test("ElastiCache.1: automatic backups are made, and no setting ends them", () => {
    for (const { snapshotRetentionLimit } of groups) {
      expect(snapshotRetentionLimit).toBeGreaterThanOrEqual(1);
    }
    expect(groups[0]).toMatchObject({ snapshotRetentionLimit: 7, snapshotWindow: "02:00-03:00" });
    for (const snapshotRetentionDays of [0, -1, false, null, "0"]) {
      expect(refused({ snapshotRetentionDays })).toEqual(["snapshotRetentionDays"]);
    }
    expect(refused({ snapshotRetentionLimit: 0 })).toEqual(["snapshotRetentionLimit"]);
  });

  test("ElastiCache.2: minor versions are upgraded by AWS, and no setting ends that", () => {
    for (const group of groups) {
      expect(group.autoMinorVersionUpgrade).toBe(true);
    }
    expect(refused({ autoMinorVersionUpgrade: false })).toEqual(["autoMinorVersionUpgrade"]);
  });

  test("ElastiCache.3: failover is automatic, and no setting ends it where there is a node to fail over to", () => {
    for (const group of groups) {
      expect(group.automaticFailoverEnabled).toBe(true);
    }
    for (const nodes of [{}, { replicas: 5 }, { shards: 3, replicas: 0 }]) {
      expect(refused({ ...nodes, automaticFailover: false })).toEqual(["automaticFailover"]);
    }
    expect(refused({ automaticFailoverEnabled: false })).toEqual(["automaticFailoverEnabled"]);
  });

  test("ElastiCache.4: data is encrypted at rest, and no setting ends that", () => {
    for (const group of groups) {
      expect(group.atRestEncryptionEnabled).toBe(true);
    }
    for (const atRestEncryption of [false, null, 0, "false"]) {
      expect(refused({ atRestEncryption })).toEqual(["atRestEncryption"]);
    }
    expect(refused({ atRestEncryptionEnabled: false })).toEqual(["atRestEncryptionEnabled"]);
  });

  test("ElastiCache.5: data is encrypted in transit, always, and no setting ends that", () => {
    for (const group of groups) {
      expect(group).toMatchObject({ transitEncryptionEnabled: true, transitEncryptionMode: "required" });
    }
    for (const transitEncryption of [false, null, 0, "preferred"]) {
      expect(refused({ transitEncryption })).toEqual(["transitEncryption"]);
    }
    expect(refused({ transitEncryptionMode: "preferred" })).toEqual(["transitEncryptionMode"]);
  });

  test("ElastiCache.6: every version has AUTH, with a token that nobody can set or leave out", () => {
    for (const group of groups) {
      expect(group.authToken).toBe(passwordOf("cache-password"));
    }
    for (const deployment of deployments) {
      expect(deployment.inputsOf("cache-password")).toMatchObject({ length: 48, special: false });
    }
    for (const token of ["", null, false, "a-token-of-one's-own-1234567890"]) {
      expect(refused({ authToken: token })).toEqual(["authToken"]);
      expect(refused({ password: token })).toEqual(["password"]);
    }
  });

  test("ElastiCache.7: the subnet group is one of its own, and no setting takes the default one", () => {
    for (const group of groups) {
      expect(group.subnetGroupName).toBe("cache-subnets-0f1e2d3");
    }
    for (const deployment of deployments) {
      expect(deployment.inputsOf("cache-subnets").subnetIds).not.toEqual([]);
    }
    expect(refused({ subnetGroupName: "default" })).toEqual(["subnetGroupName"]);
    expect(refused({ subnetIds: [] })).toEqual(["subnetIds"]);
  });
});
