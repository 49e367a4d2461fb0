interface Case {
  /** The least that is right. */
  inputs: Record<string, unknown>;
  /** A property that takes a single value. */
  single: string;
}

const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:cache-AbCdEf";

/** Every resource type of the stand-in, with inputs that are right and one property to get wrong. */
export const minimal: Record<string, Case> = {
  "aws:cloudwatch/dashboard:Dashboard": {
    inputs: { dashboardName: "cache", dashboardBody: '{"widgets":[]}' },
    single: "dashboardBody",
  },
  "aws:cloudwatch/logGroup:LogGroup": { inputs: {}, single: "retentionInDays" },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    inputs: {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      metricName: "CPUUtilization",
      namespace: "AWS/ElastiCache",
      period: 60,
      statistic: "Average",
      threshold: 80,
    },
    single: "threshold",
  },
  "aws:ec2/securityGroup:SecurityGroup": { inputs: {}, single: "description" },
  "aws:elasticache/parameterGroup:ParameterGroup": { inputs: { family: "redis7" }, single: "family" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    inputs: { description: "a cache", nodeType: "cache.t4g.micro" },
    single: "description",
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    inputs: { subnetIds: ["subnet-0123456789abcdef0"] },
    single: "description",
  },
  "aws:elasticache/user:User": {
    inputs: {
      userId: "app-0123abcd",
      userName: "app",
      engine: "redis",
      accessString: "on ~app:* -@all +@read",
      authenticationMode: { type: "password", passwords: ["0123456789abcdef"] },
    },
    single: "accessString",
  },
  "aws:elasticache/userGroup:UserGroup": {
    inputs: { userGroupId: "cache-0123abcd", engine: "redis", userIds: ["app-0123abcd"] },
    single: "engine",
  },
  "aws:iam/role:Role": { inputs: { assumeRolePolicy: policy }, single: "description" },
  "aws:iam/rolePolicy:RolePolicy": { inputs: { role: "reader", policy }, single: "role" },
  "aws:kms/alias:Alias": { inputs: { targetKeyId: "1234abcd" }, single: "targetKeyId" },
  "aws:kms/key:Key": { inputs: {}, single: "enableKeyRotation" },
  "aws:route53/record:Record": {
    inputs: { zoneId: "Z0123456789", name: "cache", type: "CNAME", ttl: 60, records: ["a.example.com"] },
    single: "ttl",
  },
  "aws:secretsmanager/secret:Secret": { inputs: {}, single: "description" },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { inputs: { secretArn, policy }, single: "policy" },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    inputs: { secretId: secretArn, secretString: "value" },
    single: "secretId",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    inputs: {
      securityGroupId: "sg-0123456789abcdef0",
      cidrIpv4: "10.0.0.0/16",
      ipProtocol: "tcp",
      fromPort: 6379,
      toPort: 6379,
    },
    single: "ipProtocol",
  },
};
