import type * as pulumi from "@pulumi/pulumi";
import type { MonitoringArgs } from "./monitoringArgs";

/** Settings of the elasticache target. Encryption, AUTH and minor upgrades are always on and have none. */
export interface ElastiCacheArgs {
  /**
   * VPC that the Redis runs in; `default` names the region's default VPC. One of `vpcId` and `subnetIds` is needed.
   * @default the VPC of the first of `subnetIds`
   */
  vpcId?: pulumi.Input<string>;
  /**
   * Subnets for the nodes, in as many availability zones as nodes are to be spread over.
   * @default the VPC's subnets that give out no public addresses; in the default VPC all of them
   */
  subnetIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Who may connect.
   * @default nobody
   */
  allowFrom?: AllowFromArgs;
  /** A name of your own for the Redis. */
  dns?: DnsArgs;
  /**
   * `redis` or `valkey`. From redis to valkey is a change in place; there is no way back.
   * @default "redis"
   */
  engine?: string;
  /**
   * Major and minor version: 6.2, 7.0 or 7.1 of redis, 7.2 or later of valkey.
   * @default "7.1" of redis, "8.0" of valkey
   */
  engineVersion?: string;
  /**
   * Size of a node (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html).
   * @default "cache.t4g.small"
   */
  nodeType?: string;
  /**
   * Replicas of each shard, from 0 to 5. With one or more, a failed primary is replaced by itself, and the nodes are
   * in several availability zones.
   * @default 1
   */
  replicas?: number;
  /**
   * 1, or 3 to 500: two primaries have no majority once one of them is lost. More than one is cluster mode, which
   * clients must know of; a change from one to more replaces the group.
   * @default 1
   */
  shards?: number;
  /** Follows from `replicas`: true with at least one, or with several shards. Anything else is refused. */
  automaticFailover?: boolean;
  /**
   * Nodes in several availability zones, which needs a replica.
   * @default true with at least one replica
   */
  multiAz?: boolean;
  /**
   * TCP port, from 1024 to 65535. A change replaces the group.
   * @default 6379
   */
  port?: number;
  /** Only `true`: the setting exists so that a file moved from elsewhere fails loudly. */
  transitEncryption?: boolean;
  /** Only `true`: the setting exists so that a file moved from elsewhere fails loudly. */
  atRestEncryption?: boolean;
  /**
   * What Redis does when its memory is full: one of its eviction policies.
   * @default "noeviction"
   */
  maxmemoryPolicy?: string;
  /**
   * Memory kept for backups and failover, in percent from 10 to 50
   * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html).
   * @default 25
   */
  reservedMemoryPercent?: number;
  /**
   * ARN of the KMS key that encrypts the data at rest and the secret. A change replaces the group.
   * @default AWS's own keys
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * Make a KMS key for the data and the secret, rotated each year.
   * @default false
   */
  createKmsKey?: boolean;
  /**
   * Days that an automatic backup is kept, from 1 to 35.
   * @default 7
   */
  snapshotRetentionDays?: number;
  /**
   * When the daily backup is made, UTC, as `hh:mm-hh:mm`, an hour or more.
   * @default "02:00-03:00"
   */
  snapshotWindow?: string;
  /**
   * When AWS may maintain the nodes, UTC, as `ddd:hh:mm-ddd:hh:mm`, an hour or more.
   * @default "sun:04:00-sun:05:00"
   */
  maintenanceWindow?: string;
  /**
   * Name of the backup that is made when the group is destroyed.
   * @default the group's name with `-final`
   */
  finalSnapshotName?: string;
  /** Name of a backup to start from. A change replaces the group. */
  snapshotName?: pulumi.Input<string>;
  /** ARN of an SNS topic that hears of failovers and maintenance. */
  notificationTopicArn?: pulumi.Input<string>;
  /**
   * Apply changes at once and not in the maintenance window. A new password is always applied at once.
   * @default false
   */
  applyImmediately?: boolean;
  /**
   * Have Pulumi refuse to delete or replace what holds data: the group, the secret and the key.
   * @default true
   */
  deletionProtection?: boolean;
  /** The Secrets Manager secret that holds the connection. */
  secret?: SecretArgs;
  /** Logs, alarms and dashboard. */
  monitoring?: MonitoringArgs;
  /** Tags of everything that takes tags, beside those that name the stack and the component. */
  tags?: Record<string, string>;
  /**
   * PEM of the authority that signed the nodes' certificates, handed on as an output. AWS's own needs none: every
   * system trusts it.
   */
  caCertificate?: pulumi.Input<string>;
}

/** Who may connect. */
export interface AllowFromArgs {
  /** Security groups, such as the application's. */
  securityGroupIds?: pulumi.Input<string>[];
  /** Private address ranges, such as 10.1.0.0/16. Public ones are refused. */
  cidrBlocks?: string[];
}

/** Who may connect: a security group, or a private address range such as 10.1.0.0/16. */
export type Source = { securityGroupId: pulumi.Input<string> } | { cidrBlock: string };

/** A CNAME record for the Redis. The nodes' certificate does not have this name: see docs/elasticache.md. */
export interface DnsArgs {
  /** Route 53 hosted zone. */
  zoneId: pulumi.Input<string>;
  /** Full name of the record, such as cache.internal.example. */
  name: string;
}

/** The Secrets Manager secret. */
export interface SecretArgs {
  /**
   * Days from 7 to 30 for which a deleted secret can be restored.
   * @default 30
   */
  recoveryWindowDays?: number;
  /** Further regions that hold a copy. */
  replicaRegions?: string[];
}
