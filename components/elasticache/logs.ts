import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ElastiCacheSettings } from "./settings";

/** The logs that ElastiCache can deliver. */
const kinds = ["slow-log", "engine-log"];

/** What the group is told of its logs. */
export interface Logs {
  deliveries: {
    destination: pulumi.Output<string>;
    destinationType: string;
    logFormat: string;
    logType: string;
  }[];
}

/** A log group for each log, so that nothing that AWS makes by itself is kept for ever. */
export function logDelivery(
  name: string,
  groupId: pulumi.Output<string>,
  { logs, logRetentionDays }: ElastiCacheSettings["monitoring"],
  tags: Record<string, string>,
  opts: pulumi.CustomResourceOptions,
): Logs {
  const deliveries = (logs ? kinds : []).map((logType) => {
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-${logType}`,
      {
        name: pulumi.interpolate`/elasticache/${groupId}/${logType}`,
        retentionInDays: logRetentionDays,
        tags,
      },
      opts,
    );
    return { destination: logGroup.name, destinationType: "cloudwatch-logs", logFormat: "json", logType };
  });
  return { deliveries };
}
