const arn = (example: string) => `an ARN such as ${example}`;
const id = (prefix: string, what: string) => `the id of a ${what}, such as ${prefix}-0123456789abcdef0`;
const list = (of: string) => `a list, each of it ${of}`;

/** What is allowed, in the words of the messages. */
export const allowed = {
  vpcId: "the id of a VPC, such as vpc-0123456789abcdef0, or default for the region's default VPC",
  subnetIds: "a list of at least one subnet id, such as subnet-0123456789abcdef0",
  securityGroupIds: list(id("sg", "security group")),
  cidrBlocks: list("a private address range such as 10.1.0.0/16, written with its first address"),
  zoneId: "the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ",
  dnsName: "a full DNS name",
  engine: "one of redis, valkey",
  engineVersion: "a major and minor version such as 7.1, as text",
  redisVersion: "6.2, 7.0 or 7.1, as elasticache.engine is redis",
  valkeyVersion: "7.2 or later, as elasticache.engine is valkey",
  nodeType: "a node type such as cache.t4g.small",
  replicas: "a whole number from 0 to 5",
  shards: "1, or a whole number from 3 to 500",
  nodes: (replicas: number, shards: number) =>
    `at most 500 nodes in all; with ${replicas} elasticache.replicas that is ${shards} shards`,
  truth: "true or false",
  failover: (value: boolean, replicas: number, shards: number) =>
    `${value}, with ${replicas} elasticache.replicas and ${shards} elasticache.shards`,
  multiAz: "false while elasticache.replicas is 0",
  port: "a whole number from 1024 to 65535",
  onlyTrue: "only true",
  generated: "no value: the password is generated, and rotation changes it",
  policy:
    "one of noeviction, allkeys-lru, allkeys-lfu, allkeys-random, volatile-lru, volatile-lfu, volatile-random, volatile-ttl",
  reservedMemoryPercent: "a whole number from 10 to 50",
  kmsKeyArn: arn("arn:aws:kms:eu-central-1:123456789012:key/<id>"),
  createKmsKey: "false beside elasticache.kmsKeyArn",
  snapshotRetentionDays: "a whole number from 1 to 35",
  snapshotWindow: "hours of the day, UTC, such as 02:00-03:00",
  maintenanceWindow: "hours of the week, UTC, such as sun:04:00-sun:05:00",
  hour: (example: string) => `an hour or more, UTC, such as ${example}`,
  apart: (window: string) => `no time within elasticache.snapshotWindow, which is ${window}`,
  snapshotName: "letters, digits and single hyphens, a letter first",
  topicArn: arn("arn:aws:sns:eu-central-1:123456789012:operators"),
  topicArns: `a list of at most 5, nothing twice, each of it ${arn("arn:aws:sns:eu-central-1:123456789012:operators")}`,
  recoveryWindowDays: "a whole number from 7 to 30",
  replicaRegions: "a list, nothing twice, each of it a region such as eu-west-1",
  logRetentionDays:
    "one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
  threshold: (max: number, unit: string) => `false, or a number of ${unit} from 0 to ${max}`,
  tags: "texts by key, at most 48, without the prefix aws: or secure-redis:",
  caCertificate: "a certificate in PEM",
  object: "an object of settings",
};
