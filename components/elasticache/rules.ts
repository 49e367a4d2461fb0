import {
  evictionPolicy,
  input,
  isRecord,
  listOf,
  matching,
  oneOf,
  type Rule,
  type Rules,
  setOf,
  truth,
  wholeNumber,
} from "../rule";
import { monitoringRules } from "./monitoringRules";
import { privateRange } from "./privateRange";

export const arn = (service: string, example: string): Rule =>
  input(
    matching(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:.+$`), `an ARN such as ${example}`),
  );

export const topicArn = arn("sns", "arn:aws:sns:eu-central-1:123456789012:operators");

const id = (prefix: string, what: string) =>
  input(
    matching(
      new RegExp(`^${prefix}-[0-9a-f]{8,17}$`),
      `the id of a ${what}, such as ${prefix}-0123456789abcdef0`,
    ),
  );

export const securityGroupId = id("sg", "security group");

/** Names of ElastiCache's snapshots: as of its clusters, no two hyphens in a row and none at the end. */
const snapshotName = matching(
  /^(?=.{1,255}$)[a-zA-Z](-?[a-zA-Z0-9])*$/,
  "letters, digits and single hyphens, a letter first",
);

const generated: Rule = {
  allowed: "no value: the password is generated, and rotation changes it",
  accepts: () => false,
};

/** Rules of the elasticache settings. */
export const elastiCacheRules: Rules = {
  vpcId: {
    ...id("vpc", "VPC"),
    allowed: "the id of a VPC, such as vpc-0123456789abcdef0, or default for the region's default VPC",
    accepts: (value) => value === "default" || id("vpc", "VPC").accepts(value),
  },
  subnetIds: input({
    allowed: "a list of at least one subnet id, such as subnet-0123456789abcdef0",
    accepts: (value) => listOf(id("subnet", "subnet")).accepts(value) && (value as unknown[]).length > 0,
  }),
  allowFrom: { securityGroupIds: listOf(securityGroupId), cidrBlocks: listOf(privateRange) },
  dns: {
    zoneId: input(
      matching(/^Z[A-Z0-9]{1,31}$/, "the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ"),
    ),
    name: matching(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
      "a full DNS name",
    ),
  },
  engine: oneOf("redis", "valkey"),
  engineVersion: matching(/^\d{1,2}\.\d{1,2}$/, "a major and minor version such as 7.1, as text"),
  nodeType: matching(
    /^cache\.[tmrc][2-9][a-z]*\.(micro|small|medium|large|(\d{1,2})?xlarge)$/,
    "a node type such as cache.t4g.small",
  ),
  replicas: wholeNumber(0, 5),
  shards: {
    allowed: "1, or a whole number from 3 to 500",
    accepts: (value) => value === 1 || wholeNumber(3, 500).accepts(value),
  },
  automaticFailover: truth,
  multiAz: truth,
  port: wholeNumber(1024, 65535),
  transitEncryption: oneOf(true),
  atRestEncryption: oneOf(true),
  authToken: generated,
  password: generated,
  maxmemoryPolicy: evictionPolicy,
  reservedMemoryPercent: wholeNumber(10, 50),
  kmsKeyArn: arn("kms", "arn:aws:kms:eu-central-1:123456789012:key/<id>"),
  createKmsKey: truth,
  snapshotRetentionDays: wholeNumber(1, 35),
  snapshotWindow: matching(/^\d\d:\d\d-\d\d:\d\d$/, "hours of the day, UTC, such as 02:00-03:00"),
  maintenanceWindow: matching(
    /^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/,
    "hours of the week, UTC, such as sun:04:00-sun:05:00",
  ),
  finalSnapshotName: snapshotName,
  snapshotName: input(snapshotName),
  notificationTopicArn: topicArn,
  applyImmediately: truth,
  deletionProtection: truth,
  secret: {
    recoveryWindowDays: wholeNumber(7, 30),
    replicaRegions: setOf(matching(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1")),
  },
  monitoring: monitoringRules(topicArn),
  tags: {
    allowed: "texts by key, at most 48, without the prefix aws: or secure-redis:",
    accepts: isTags,
  },
  caCertificate: input(matching(/^-----BEGIN CERTIFICATE-----\r?\n/, "a certificate in PEM")),
};

/** AWS takes 50 tags and keeps its own prefix; two are the component's. */
function isTags(value: unknown): boolean {
  if (!isRecord(value)) {
    return false;
  }
  const tags = Object.entries(value);
  return (
    tags.length <= 48 &&
    tags.every(
      ([key, text]) =>
        /^(?!aws:|secure-redis:).{1,128}$/i.test(key) && typeof text === "string" && text.length <= 256,
    )
  );
}
