import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nodesByShard } from "./engine";
import { metricsWith, type WatchedMetric } from "./metrics";
import type { ElastiCacheSettings } from "./settings";

/** Widgets beside each other, and their size in the dashboard's grid of 24 columns. */
const columns = 3;
const size = { width: 24 / columns, height: 6 };

/** CloudWatch takes at most this many metrics on one dashboard. */
const mostMetrics = 2500;

/** A dashboard with one graph for each metric that can alarm, a line for each node. */
export function dashboard(
  name: string,
  groupId: pulumi.Output<string>,
  settings: Pick<ElastiCacheSettings, "replicas" | "shards">,
  opts: pulumi.CustomResourceOptions & pulumi.InvokeOptions,
): void {
  const { region } = aws.getRegionOutput({}, { parent: opts.parent });
  new aws.cloudwatch.Dashboard(
    `${name}-dashboard`,
    {
      dashboardName: groupId,
      dashboardBody: pulumi
        .all([groupId, region])
        .apply(([group, where]) => dashboardBody(group, where, settings)),
    },
    opts,
  );
}

/** The dashboard in CloudWatch's own form (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html). */
export function dashboardBody(
  group: string,
  region: string,
  settings: Pick<ElastiCacheSettings, "replicas" | "shards">,
): string {
  const metrics = metricsWith(settings.replicas);
  const nodes = nodesByShard(group, settings)
    .flat()
    .slice(0, Math.floor(mostMetrics / metrics.length));
  const widget = ({ metricName, stat, period, message }: WatchedMetric, index: number) => ({
    type: "metric",
    x: (index % columns) * size.width,
    y: Math.floor(index / columns) * size.height,
    ...size,
    properties: {
      title: `${metricName}: ${message}`,
      region,
      view: "timeSeries",
      stat,
      period,
      metrics: nodes.map((node) => ["AWS/ElastiCache", metricName, "CacheClusterId", node]),
    },
  });
  return JSON.stringify({ widgets: metrics.map(widget) });
}
