import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { GroupAccess } from "./access";
import { isTiered, parameterFamily, parameters, topology } from "./engine";
import type { Logs } from "./logs";
import type { ElastiCacheSettings } from "./settings";

interface ReplicationGroupArgs {
  id: pulumi.Output<string>;
  settings: ElastiCacheSettings;
  /** Who may log in: a token, or a group of users. */
  access: GroupAccess;
  subnetIds: pulumi.Output<string[]>;
  securityGroup: aws.ec2.SecurityGroup;
  keyArn: pulumi.Output<string> | undefined;
  logs: Logs;
  tags: Record<string, string>;
}

/** The Redis itself, with the subnets and parameters of its own. */
export function replicationGroup(
  name: string,
  args: ReplicationGroupArgs,
  opts: pulumi.CustomResourceOptions,
): aws.elasticache.ReplicationGroup {
  const { settings, tags } = args;
  const description = `Redis ${name}`;
  const subnets = new aws.elasticache.SubnetGroup(
    `${name}-subnets`,
    { description, subnetIds: args.subnetIds, tags },
    opts,
  );
  const parameterGroup = new aws.elasticache.ParameterGroup(
    `${name}-parameters`,
    { description, family: parameterFamily(settings), parameters: parameters(settings), tags },
    opts,
  );
  return new aws.elasticache.ReplicationGroup(
    `${name}-group`,
    {
      replicationGroupId: args.id,
      description,
      engine: settings.engine,
      engineVersion: settings.engineVersion,
      nodeType: settings.nodeType,
      dataTieringEnabled: isTiered(settings.nodeType),
      ...topology(settings),
      automaticFailoverEnabled: settings.automaticFailover,
      multiAzEnabled: settings.multiAz,
      port: settings.port,
      subnetGroupName: subnets.name,
      securityGroupIds: [args.securityGroup.id],
      parameterGroupName: parameterGroup.name,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: true,
      kmsKeyId: args.keyArn,
      ...args.access,
      autoMinorVersionUpgrade: true,
      snapshotRetentionLimit: settings.snapshotRetentionDays,
      snapshotWindow: settings.snapshotWindow,
      maintenanceWindow: settings.maintenanceWindow,
      finalSnapshotIdentifier: settings.finalSnapshotName ?? args.id.apply((id) => `${id}-final`),
      snapshotName: settings.snapshotName,
      notificationTopicArn: settings.notificationTopicArn,
      applyImmediately: settings.applyImmediately,
      logDeliveryConfigurations: args.logs.deliveries,
      tags,
    },
    // AWS cannot turn cluster mode on or off in one step.
    { ...opts, protect: settings.deletionProtection, replaceOnChanges: ["clusterMode"] },
  );
}
