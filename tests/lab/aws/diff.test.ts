import { resources } from "../../../lab/aws/registry";
import { unknown } from "../../../lab/aws/secrets";
import { changes, group, schema } from "./support";

const topic = "arn:aws:sns:us-east-1:111122223333:t";

/** Properties of a replication group: from what to what, and whether that needs a new group. */
test.each<[string, unknown, unknown, boolean]>([
  ["applyImmediately", false, true, false],
  ["atRestEncryptionEnabled", true, false, true],
  ["authToken", "TokenTokenToken1", "TokenTokenToken2", false],
  ["authTokenUpdateStrategy", "ROTATE", "SET", false],
  ["autoMinorVersionUpgrade", true, false, false],
  ["automaticFailoverEnabled", false, true, false],
  ["clusterMode", "disabled", "compatible", false],
  ["dataTieringEnabled", false, true, true],
  ["description", "a", "b", false],
  ["engine", "redis", "valkey", false],
  ["engine", "valkey", "redis", true],
  ["engineVersion", "7.0", "7.1", false],
  ["engineVersion", "7.1", "7.0", true],
  ["finalSnapshotIdentifier", "a", "b", false],
  ["ipDiscovery", "ipv4", "ipv6", false],
  ["kmsKeyId", "a", "b", true],
  ["kmsKeyId", "a", undefined, true],
  ["maintenanceWindow", "sun:05:00-sun:06:00", "mon:05:00-mon:06:00", false],
  ["multiAzEnabled", false, true, false],
  ["networkType", "ipv4", "dual_stack", true],
  ["nodeType", "cache.t4g.micro", "cache.t4g.small", false],
  ["notificationTopicArn", topic, undefined, false],
  ["numCacheClusters", 2, 3, false],
  ["numNodeGroups", 1, 3, false],
  ["parameterGroupName", "a", "b", false],
  ["port", 6379, 6380, true],
  ["region", "us-east-1", "eu-west-1", true],
  ["replicasPerNodeGroup", 1, 2, false],
  ["replicationGroupId", "a", "b", true],
  ["securityGroupIds", ["sg-1"], ["sg-2"], false],
  ["securityGroupNames", ["a"], ["b"], true],
  ["snapshotArns", ["a"], ["b"], true],
  ["snapshotName", "a", "b", true],
  ["snapshotRetentionLimit", 7, undefined, false],
  ["snapshotWindow", "03:00-04:00", "04:00-05:00", false],
  ["subnetGroupName", "a", "b", true],
  ["subnetGroupName", "a", unknown, true],
  ["tags", { a: "1" }, { a: "2" }, false],
  ["transitEncryptionEnabled", false, true, false],
  ["transitEncryptionMode", "preferred", "required", false],
  ["userGroupIds", ["a"], ["b"], false],
])("a group's %s from %j to %j", (property, before, after, replaces) => {
  const actual = { engineVersionActual: "7.1.0" };
  expect(changes(group, { [property]: before }, { [property]: after }, actual)).toEqual({
    changed: new Set([property]),
    replaces: replaces ? [property] : [],
  });
});

test("a Redis before 7.0.5 takes TLS only when it is created", () => {
  const actual = { engineVersionActual: "7.0.4" };
  const { replaces } = changes(
    group,
    {},
    { transitEncryptionEnabled: true },
    { ...actual, transitEncryptionEnabled: false },
  );
  expect(replaces).toEqual(["transitEncryptionEnabled"]);
});

/** Where AWS fills in, orders otherwise, or writes otherwise, nothing changes. */
test.each<[string, string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]>([
  ["a port that AWS chose", group, {}, {}, { port: 6379, snapshotRetentionLimit: 0, userGroupIds: [] }],
  [
    "another order",
    group,
    { securityGroupIds: ["sg-1", "sg-2"] },
    { securityGroupIds: ["sg-2", "sg-1"] },
    {},
  ],
  ["defaults that are spelt out", group, {}, { multiAzEnabled: false }, {}],
  [
    "other spaces in a policy",
    "aws:iam/rolePolicy:RolePolicy",
    { policy: '{"a":1,"b":2}' },
    { policy: '{ "b": 2, "a": 1 }' },
    {},
  ],
  [
    "a VPC that AWS chose",
    "aws:ec2/securityGroup:SecurityGroup",
    {},
    {},
    { vpcId: "vpc-1", ingress: [], egress: [] },
  ],
])("%s is no change", (_, token, before, after, actual) => {
  expect(changes(token, before, after, actual)).toEqual({ changed: new Set(), replaces: [] });
});

/** One line or more for every other type: what changes, and whether that needs a new resource. */
const table: [string, string, unknown, unknown, boolean][] = [
  ["aws:cloudwatch/dashboard:Dashboard", "dashboardName", "a", "b", true],
  ["aws:cloudwatch/dashboard:Dashboard", "dashboardBody", '{"widgets":[]}', '{"widgets":[{}]}', false],
  ["aws:cloudwatch/logGroup:LogGroup", "name", "a", "b", true],
  ["aws:cloudwatch/logGroup:LogGroup", "retentionInDays", 7, 30, false],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "name", "a", "b", true],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "threshold", 80, 0, false],
  ["aws:elasticache/user:User", "userName", "app", "web", true],
  ["aws:elasticache/user:User", "accessString", "on -@all", "on -@all +get", false],
  ["aws:elasticache/userGroup:UserGroup", "userGroupId", "a", "b", true],
  ["aws:elasticache/userGroup:UserGroup", "userIds", ["a"], ["b", "a"], false],
  ["aws:ec2/securityGroup:SecurityGroup", "description", "a", "b", true],
  ["aws:ec2/securityGroup:SecurityGroup", "vpcId", "vpc-1", "vpc-2", true],
  ["aws:ec2/securityGroup:SecurityGroup", "tags", { a: "1" }, undefined, false],
  ["aws:elasticache/parameterGroup:ParameterGroup", "family", "redis6.x", "redis7", true],
  ["aws:elasticache/parameterGroup:ParameterGroup", "description", "a", "b", true],
  [
    "aws:elasticache/parameterGroup:ParameterGroup",
    "parameters",
    [{ name: "a", value: "1" }],
    [{ name: "a", value: "2" }],
    false,
  ],
  ["aws:elasticache/subnetGroup:SubnetGroup", "name", "a", "b", true],
  ["aws:elasticache/subnetGroup:SubnetGroup", "description", "a", "b", false],
  ["aws:iam/role:Role", "path", "/", "/a/", true],
  ["aws:iam/role:Role", "assumeRolePolicy", '{"a":1}', '{"a":2}', false],
  ["aws:iam/rolePolicy:RolePolicy", "role", "a", "b", true],
  ["aws:iam/rolePolicy:RolePolicy", "policy", '{"a":1}', '{"a":2}', false],
  ["aws:kms/alias:Alias", "name", "alias/a", "alias/b", true],
  ["aws:kms/alias:Alias", "targetKeyId", "a", "b", false],
  ["aws:kms/key:Key", "multiRegion", false, true, true],
  ["aws:kms/key:Key", "enableKeyRotation", true, false, false],
  ["aws:route53/record:Record", "zoneId", "ZA", "ZB", true],
  ["aws:route53/record:Record", "name", "a", "b", true],
  ["aws:route53/record:Record", "ttl", 60, 30, false],
  ["aws:secretsmanager/secret:Secret", "name", "a", "b", true],
  ["aws:secretsmanager/secret:Secret", "recoveryWindowInDays", 7, 0, false],
  ["aws:secretsmanager/secretPolicy:SecretPolicy", "secretArn", "a", "b", true],
  ["aws:secretsmanager/secretPolicy:SecretPolicy", "policy", '{"a":1}', '{"a":2}', false],
  ["aws:secretsmanager/secretVersion:SecretVersion", "secretString", "a", "b", true],
  [
    "aws:secretsmanager/secretVersion:SecretVersion",
    "versionStages",
    ["AWSCURRENT"],
    ["AWSCURRENT", "x"],
    false,
  ],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "securityGroupId", "sg-1", "sg-2", true],
  [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "cidrIpv4",
    "10.0.0.0/8",
    "10.0.0.0/16",
    false,
  ],
];

test.each(table)("%s: %s from %j to %j", (token, property, before, after, replaces) => {
  expect(changes(token, { [property]: before }, { [property]: after })).toEqual({
    changed: new Set([property]),
    replaces: replaces ? [property] : [],
  });
});

test("every resource type has a line", () => {
  expect([...new Set([group, ...table.map(([token]) => token)])].sort()).toEqual(
    Object.keys(resources).sort(),
  );
  expect(Object.keys(schema.resources).sort()).toEqual(Object.keys(resources).sort());
});
