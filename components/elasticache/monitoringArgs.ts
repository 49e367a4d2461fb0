import type * as pulumi from "@pulumi/pulumi";

/** Logs, alarms and dashboard of the elasticache target. */
export interface MonitoringArgs {
  /**
   * Deliver the slow log and the engine log to CloudWatch.
   * @default true
   */
  logs?: boolean;
  /**
   * Days that the logs are kept: one of CloudWatch's values
   * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html).
   * @default 90
   */
  logRetentionDays?: number;
  /** SNS topics that the alarms go to. Without one there is nobody to alarm, and so there are no alarms. */
  alarmTopicArns?: pulumi.Input<string>[];
  /** When each alarm goes off; `false` leaves one out. */
  thresholds?: ThresholdArgs;
  /**
   * A CloudWatch dashboard of every metric that can alarm.
   * @default true
   */
  dashboard?: boolean;
}

/**
 * Thresholds of the alarms; each goes off above its value, and `false` turns it off. Metrics:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 */
export interface ThresholdArgs {
  /**
   * Refused logins of a shard in 5 minutes.
   * @default 10
   */
  authenticationFailures?: number | false;
  /**
   * Commands refused for want of permission, of a shard in 5 minutes.
   * @default 10
   */
  commandAuthorizationFailures?: number | false;
  /**
   * Keys refused for want of permission, of a shard in 5 minutes.
   * @default 10
   */
  keyAuthorizationFailures?: number | false;
  /**
   * CPU of the busiest node, in percent over 15 minutes.
   * @default 80
   */
  cpu?: number | false;
  /**
   * CPU of the busiest Redis thread, in percent over 15 minutes.
   * @default 80
   */
  engineCpu?: number | false;
  /**
   * Memory of the fullest node, in percent of what Redis may use.
   * @default 80
   */
  memory?: number | false;
  /**
   * Keys evicted by a shard in 5 minutes.
   * @default 0
   */
  evictions?: number | false;
  /**
   * Connections to the busiest node; AWS ends at 65000.
   * @default 10000
   */
  connections?: number | false;
  /**
   * Seconds that the slowest replica is behind, over 5 minutes.
   * @default 30
   */
  replicationLag?: number | false;
}
