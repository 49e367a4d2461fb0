import type { Thresholds } from "./settings";

/** A metric that is watched, and how (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html). */
export interface WatchedMetric {
  /** Name of the threshold. */
  key: keyof Thresholds;
  /** AWS's name of the metric. */
  metricName: string;
  /** What is made of a node's samples within a period. */
  stat: "Sum" | "Average" | "Maximum";
  /** What is made of a shard's nodes: all together, or the worst. */
  across: "SUM" | "MAX";
  /** Seconds of one period; the alarm looks at the last `periods`. */
  period: number;
  periods: number;
  /** Only where there are replicas. */
  needsReplicas?: boolean;
  /** What has happened, for whoever gets the alarm. */
  message: string;
}

const fiveMinutes = { period: 300, periods: 1 };
const quarter = { period: 300, periods: 3 };

export const watchedMetrics: readonly WatchedMetric[] = [
  {
    key: "authenticationFailures",
    metricName: "AuthenticationFailures",
    stat: "Sum",
    across: "SUM",
    ...fiveMinutes,
    message: "Someone logs in with a wrong password",
  },
  {
    key: "commandAuthorizationFailures",
    metricName: "CommandAuthorizationFailures",
    stat: "Sum",
    across: "SUM",
    ...fiveMinutes,
    message: "Someone runs commands without permission",
  },
  {
    key: "keyAuthorizationFailures",
    metricName: "KeyAuthorizationFailures",
    stat: "Sum",
    across: "SUM",
    ...fiveMinutes,
    message: "Someone reaches for keys without permission",
  },
  {
    key: "cpu",
    metricName: "CPUUtilization",
    stat: "Average",
    across: "MAX",
    ...quarter,
    message: "A node's CPU is busy",
  },
  {
    key: "engineCpu",
    metricName: "EngineCPUUtilization",
    stat: "Average",
    across: "MAX",
    ...quarter,
    message: "Redis' own thread is busy",
  },
  {
    key: "memory",
    metricName: "DatabaseMemoryUsagePercentage",
    stat: "Average",
    across: "MAX",
    ...fiveMinutes,
    message: "The memory is nearly full",
  },
  {
    key: "evictions",
    metricName: "Evictions",
    stat: "Sum",
    across: "SUM",
    ...fiveMinutes,
    message: "Keys are evicted",
  },
  {
    key: "connections",
    metricName: "CurrConnections",
    stat: "Maximum",
    across: "MAX",
    ...fiveMinutes,
    message: "Too many connections",
  },
  {
    key: "replicationLag",
    metricName: "ReplicationLag",
    stat: "Maximum",
    across: "MAX",
    ...fiveMinutes,
    needsReplicas: true,
    message: "A replica is behind its primary",
  },
];

/** The metrics that are there with this many replicas. */
export function metricsWith(replicas: number): WatchedMetric[] {
  return watchedMetrics.filter(({ needsReplicas }) => !needsReplicas || replicas > 0);
}
