import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { nodesByShard } from "./engine";
import { metricsWith, type WatchedMetric } from "./metrics";
import type { ElastiCacheSettings } from "./settings";

type Alarmed = Pick<ElastiCacheSettings, "replicas" | "shards" | "monitoring">;

/** One alarm for each metric with a threshold, for each shard. */
export function alarms(
  name: string,
  groupId: pulumi.Output<string>,
  settings: Alarmed,
  tags: Record<string, string>,
  opts: pulumi.CustomResourceOptions,
): void {
  const { alarmTopicArns, thresholds } = settings.monitoring;
  if (alarmTopicArns.length === 0) {
    return;
  }
  for (const metric of metricsWith(settings.replicas)) {
    const threshold = thresholds[metric.key];
    for (let shard = 0; threshold !== false && shard < settings.shards; shard++) {
      const label = settings.shards > 1 ? `${metric.key}-${shard + 1}` : metric.key;
      new aws.cloudwatch.MetricAlarm(
        `${name}-${label}`,
        {
          alarmDescription: `${metric.message} (Redis ${name}).`,
          comparisonOperator: "GreaterThanThreshold",
          threshold,
          evaluationPeriods: metric.periods,
          // A metric that counts failures has no samples while there are none.
          treatMissingData: "notBreaching",
          metricQueries: groupId.apply((group) =>
            shardQueries(metric, nodesByShard(group, settings)[shard] ?? []),
          ),
          alarmActions: alarmTopicArns,
          okActions: alarmTopicArns,
          tags,
        },
        opts,
      );
    }
  }
}

/** The metric of each node, and the one value made of them that the alarm looks at. */
export function shardQueries({ metricName, stat, across, period }: WatchedMetric, nodes: string[]) {
  return [
    { id: "shard", expression: `${across}(METRICS())`, label: metricName, returnData: true },
    ...nodes.map((node, index) => ({
      id: `node${index + 1}`,
      metric: {
        namespace: "AWS/ElastiCache",
        metricName,
        dimensions: { CacheClusterId: node },
        period,
        stat,
      },
    })),
  ];
}
