import type { Invocation } from "./invocation";
import type { Resource } from "./resource";
import type { Values } from "./values";

// Each is loaded when it is first used, so that the plugin does not start with every AWS client at once.

/** The resource types, by token. */
export const resources: Record<string, () => Resource<Values>> = {
  "aws:cloudwatch/dashboard:Dashboard": () => require("./resources/dashboard").dashboard,
  "aws:cloudwatch/logGroup:LogGroup": () => require("./resources/logGroup").logGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": () => require("./resources/metricAlarm").metricAlarm,
  "aws:ec2/securityGroup:SecurityGroup": () => require("./resources/securityGroup").securityGroup,
  "aws:elasticache/parameterGroup:ParameterGroup": () => require("./resources/parameterGroup").parameterGroup,
  "aws:elasticache/replicationGroup:ReplicationGroup": () =>
    require("./resources/replicationGroup").replicationGroup,
  "aws:elasticache/subnetGroup:SubnetGroup": () => require("./resources/subnetGroup").subnetGroup,
  "aws:elasticache/user:User": () => require("./resources/user").user,
  "aws:elasticache/userGroup:UserGroup": () => require("./resources/userGroup").userGroup,
  "aws:iam/role:Role": () => require("./resources/iamRole").iamRole,
  "aws:iam/rolePolicy:RolePolicy": () => require("./resources/iamRolePolicy").iamRolePolicy,
  "aws:kms/alias:Alias": () => require("./resources/kmsAlias").kmsAlias,
  "aws:kms/key:Key": () => require("./resources/kmsKey").kmsKey,
  "aws:route53/record:Record": () => require("./resources/record").record,
  "aws:secretsmanager/secret:Secret": () => require("./resources/secret").secret,
  "aws:secretsmanager/secretPolicy:SecretPolicy": () => require("./resources/secretPolicy").secretPolicy,
  "aws:secretsmanager/secretVersion:SecretVersion": () => require("./resources/secretVersion").secretVersion,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": () =>
    require("./resources/securityGroupIngressRule").securityGroupIngressRule,
};

/** The functions, by token. */
export const functions: Record<string, () => Invocation> = {
  "aws:ec2/getSubnet:getSubnet": () => require("./functions/subnets").getSubnet,
  "aws:ec2/getSubnets:getSubnets": () => require("./functions/subnets").getSubnets,
  "aws:ec2/getVpc:getVpc": () => require("./functions/vpc").getVpc,
  "aws:elasticache/getReplicationGroup:getReplicationGroup": () =>
    require("./functions/replicationGroup").getReplicationGroup,
  "aws:index/getCallerIdentity:getCallerIdentity": () => require("./functions/account").getCallerIdentity,
  "aws:index/getPartition:getPartition": () => require("./functions/account").getPartition,
  "aws:index/getRegion:getRegion": () => require("./functions/account").getRegion,
  "aws:secretsmanager/getSecretVersion:getSecretVersion": () =>
    require("./functions/secretVersion").getSecretVersion,
};
