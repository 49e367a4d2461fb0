import { arn, either, matching, notEmpty, oneOf, type Rule, wholeNumber } from "../rules";

const clock = "([01]\\d|2[0-3]):[0-5]\\d";
const day = "(mon|tue|wed|thu|fri|sat|sun)";

/** What AWS allows in the properties of a replication group, by path. */
export const replicationGroupRules: Record<string, Rule> = {
  authToken: matching(
    /^[A-Za-z0-9!&#$^<>-]{16,128}$/,
    "16 to 128 letters, digits and signs of !&#$^<>-, which are all that AWS takes",
  ),
  authTokenUpdateStrategy: oneOf("SET", "ROTATE", "DELETE"),
  clusterMode: oneOf("enabled", "disabled", "compatible"),
  description: notEmpty,
  engine: oneOf("redis", "valkey"),
  engineVersion: matching(
    /^(\d+\.\d+|6\.x|[1-5]\.\d+\.\d+)$/,
    "MAJOR.MINOR such as 7.1, or 6.x, or MAJOR.MINOR.PATCH before 6",
  ),
  ipDiscovery: oneOf("ipv4", "ipv6"),
  logDeliveryConfigurations: {
    allowed: "must have at most 2 elements, one for each logType",
    accepts: (list) => (list as unknown[]).length <= 2,
  },
  "logDeliveryConfigurations[].destinationType": oneOf("cloudwatch-logs", "kinesis-firehose"),
  "logDeliveryConfigurations[].logFormat": oneOf("json", "text"),
  "logDeliveryConfigurations[].logType": oneOf("slow-log", "engine-log"),
  maintenanceWindow: matching(
    new RegExp(`^${day}:${clock}-${day}:${clock}$`, "i"),
    "a window such as sun:05:00-sun:06:00, in UTC",
  ),
  networkType: oneOf("ipv4", "ipv6", "dual_stack"),
  nodeType: matching(/^cache\.[a-z0-9-]+\.[a-z0-9]+$/, "a node type such as cache.t4g.micro"),
  notificationTopicArn: arn,
  numCacheClusters: wholeNumber(1),
  numNodeGroups: wholeNumber(1, 500),
  port: wholeNumber(1, 65535),
  replicasPerNodeGroup: wholeNumber(0, 5),
  replicationGroupId: matching(
    /^(?=.{1,40}$)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/,
    "1 to 40 letters, digits and single hyphens, a letter first and no hyphen last",
  ),
  "securityGroupIds[]": matching(/^sg-[0-9a-f]+$/, "a security group's id"),
  "snapshotArns[]": arn,
  snapshotRetentionLimit: wholeNumber(0, 35),
  snapshotWindow: either(matching(new RegExp(`^${clock}-${clock}$`), "a window such as 03:00-04:00, in UTC")),
  transitEncryptionMode: oneOf("preferred", "required"),
};
