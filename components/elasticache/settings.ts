import type { ElastiCacheArgs, SecretArgs } from "./args";
import type { MonitoringArgs, ThresholdArgs } from "./monitoringArgs";

type Defaulted<T, Optional extends keyof T> = Required<Omit<T, Optional>> & Pick<T, Optional>;

/** What has no default and may be missing. */
type Missing =
  | "vpcId"
  | "subnetIds"
  | "dns"
  | "kmsKeyArn"
  | "finalSnapshotName"
  | "snapshotName"
  | "notificationTopicArn"
  | "caCertificate";

/** The elasticache target's settings with every default filled in. */
export type ElastiCacheSettings = Omit<
  Defaulted<ElastiCacheArgs, Missing>,
  "transitEncryption" | "atRestEncryption" | "secret" | "monitoring"
> & {
  secret: Required<SecretArgs>;
  monitoring: Omit<Required<MonitoringArgs>, "thresholds"> & { thresholds: Thresholds };
};

/** When each alarm goes off. */
export type Thresholds = Required<ThresholdArgs>;

const defaultVersion: Record<string, string> = { redis: "7.1", valkey: "8.0" };

const defaultThresholds: Thresholds = {
  authenticationFailures: 10,
  commandAuthorizationFailures: 10,
  keyAuthorizationFailures: 10,
  cpu: 80,
  engineCpu: 80,
  memory: 80,
  evictions: 0,
  connections: 10_000,
  replicationLag: 30,
};

/** Fills in the defaults; `args` must have passed `validate`. */
export function elastiCacheSettings(args: ElastiCacheArgs = {}): ElastiCacheSettings {
  const engine = args.engine ?? "redis";
  const replicas = args.replicas ?? 1;
  const shards = args.shards ?? 1;
  return {
    ...args,
    allowFrom: args.allowFrom ?? {},
    engine,
    engineVersion: args.engineVersion ?? defaultVersion[engine] ?? "",
    nodeType: args.nodeType ?? "cache.t4g.small",
    replicas,
    shards,
    automaticFailover: args.automaticFailover ?? (replicas > 0 || shards > 1),
    multiAz: args.multiAz ?? replicas > 0,
    port: args.port ?? 6379,
    maxmemoryPolicy: args.maxmemoryPolicy ?? "noeviction",
    reservedMemoryPercent: args.reservedMemoryPercent ?? 25,
    createKmsKey: args.createKmsKey ?? false,
    snapshotRetentionDays: args.snapshotRetentionDays ?? 7,
    snapshotWindow: args.snapshotWindow ?? "02:00-03:00",
    maintenanceWindow: args.maintenanceWindow ?? "sun:04:00-sun:05:00",
    applyImmediately: args.applyImmediately ?? false,
    deletionProtection: args.deletionProtection ?? true,
    secret: {
      recoveryWindowDays: args.secret?.recoveryWindowDays ?? 30,
      replicaRegions: args.secret?.replicaRegions ?? [],
    },
    monitoring: {
      logs: args.monitoring?.logs ?? true,
      logRetentionDays: args.monitoring?.logRetentionDays ?? 90,
      alarmTopicArns: args.monitoring?.alarmTopicArns ?? [],
      thresholds: { ...defaultThresholds, ...args.monitoring?.thresholds },
      dashboard: args.monitoring?.dashboard ?? true,
    },
    tags: args.tags ?? {},
  };
}
