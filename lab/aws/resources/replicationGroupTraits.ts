import semver from "semver";
import type { Traits } from "../resource";
import type { Values } from "../values";
import { replicationGroupMistakes } from "./replicationGroupMistakes";
import { replicationGroupRules } from "./replicationGroupRules";

/** What AWS documents and the official plugin does with replication groups. */
export const replicationGroupTraits: Traits = {
  name: { property: "replicationGroupId", longest: 40, lowerCase: true },
  replaces: [
    "atRestEncryptionEnabled",
    "dataTieringEnabled",
    "globalReplicationGroupId",
    "kmsKeyId",
    "networkType",
    "port",
    "replicationGroupId",
    "securityGroupNames",
    "snapshotArns",
    "snapshotName",
    "subnetGroupName",
    "nodeGroupConfigurations",
  ],
  replacesIf,
  computed: [
    "applyImmediately",
    "atRestEncryptionEnabled",
    "autoMinorVersionUpgrade",
    "clusterMode",
    "dataTieringEnabled",
    "engine",
    "engineVersion",
    "ipDiscovery",
    "maintenanceWindow",
    "networkType",
    "nodeGroupConfigurations",
    "nodeType",
    "numCacheClusters",
    "numNodeGroups",
    "parameterGroupName",
    "port",
    "replicasPerNodeGroup",
    "securityGroupIds",
    "securityGroupNames",
    "snapshotWindow",
    "subnetGroupName",
    "transitEncryptionEnabled",
    "transitEncryptionMode",
  ],
  defaults: { automaticFailoverEnabled: false, multiAzEnabled: false },
  sets: [
    "logDeliveryConfigurations",
    "nodeGroupConfigurations",
    "securityGroupIds",
    "securityGroupNames",
    "snapshotArns",
    "userGroupIds",
  ],
  sensitive: ["authToken"],
  unsupported: ["authTokenWo", "authTokenWoVersion", "durability", "globalReplicationGroupId"],
  exclusive: [
    ["authToken", "userGroupIds"],
    ["numCacheClusters", "numNodeGroups"],
    ["numCacheClusters", "replicasPerNodeGroup"],
    ["nodeGroupConfigurations", "preferredCacheClusterAzs"],
  ],
  rules: replicationGroupRules,
  mistakes: replicationGroupMistakes,
};

function replacesIf(olds: Values, news: Values, changed: ReadonlySet<string>): string[] {
  const actual = semver.coerce(String(olds.engineVersionActual ?? olds.engineVersion ?? ""));
  const wanted = semver.coerce(String(news.engineVersion ?? ""));
  const needed = [
    changed.has("engine") && olds.engine === "valkey" && "engine",
    changed.has("engineVersion") && actual && wanted && isDowngrade(actual, wanted) && "engineVersion",
    // Redis before 7.0.5 takes TLS only when it is created.
    changed.has("transitEncryptionEnabled") &&
      actual &&
      semver.lt(actual, "7.0.5") &&
      "transitEncryptionEnabled",
  ];
  return needed.filter((name) => typeof name === "string");
}

function isDowngrade(actual: semver.SemVer, wanted: semver.SemVer): boolean {
  return wanted.major < actual.major || (wanted.major === actual.major && wanted.minor < actual.minor);
}
