import {
  type CacheCluster,
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  type LogDeliveryConfigurationRequest,
  type NodeGroup,
  type ReplicationGroup,
} from "@aws-sdk/client-elasticache";
import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache/replicationGroup";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, until } from "../requests";
import type { Values } from "../values";

export type GroupArgs = Unwrap<ReplicationGroupArgs>;
type LogDelivery = NonNullable<GroupArgs["logDeliveryConfigurations"]>[number];

/** A replication group as ElastiCache describes it, or undefined when there is none. */
export async function groupById(id: string, region: string): Promise<ReplicationGroup | undefined> {
  const request = new DescribeReplicationGroupsCommand({ ReplicationGroupId: id });
  const response = await found(
    client(ElastiCacheClient, region).send(request),
    "ReplicationGroupNotFoundFault",
  );
  return response?.ReplicationGroups?.[0];
}

/** Waits until a group can be used, and changed again. */
export async function available(id: string, region: string): Promise<void> {
  await until(`${id} is available`, async () => {
    const status = (await groupById(id, region))?.Status;
    if (status === undefined || status === "create-failed") {
      throw new Error(`the group ${id} is ${status ?? "gone"}`);
    }
    return status === "available";
  });
}

/** What the official plugin reads of a group: from the group, and from its first node what only nodes tell. */
export async function propertiesOf(group: ReplicationGroup, state: Values, region: string): Promise<Values> {
  const groups = group.NodeGroups ?? [];
  const [first] = groups;
  const node = await firstNode(first, region);
  return {
    ...endpoints(group, first),
    ...(node ? propertiesOfNode(node, state) : {}),
    ...(node?.AuthTokenEnabled === false || group.AuthTokenEnabled === false ? { authToken: undefined } : {}),
    arn: group.ARN,
    automaticFailoverEnabled: /^enabl/.test(group.AutomaticFailover ?? ""),
    clusterEnabled: group.ClusterEnabled,
    clusterMode: group.ClusterMode,
    ...returned("dataTieringEnabled", group.DataTiering && group.DataTiering === "enabled"),
    description: group.Description,
    ...returned("ipDiscovery", group.IpDiscovery),
    ...returned("kmsKeyId", group.KmsKeyId),
    logDeliveryConfigurations: (group.LogDeliveryConfigurations ?? []).map((log) => ({
      destination:
        log.DestinationDetails?.CloudWatchLogsDetails?.LogGroup ??
        log.DestinationDetails?.KinesisFirehoseDetails?.DeliveryStream,
      destinationType: log.DestinationType,
      logFormat: log.LogFormat,
      logType: log.LogType,
    })),
    memberClusters: group.MemberClusters,
    ...returned("multiAzEnabled", group.MultiAZ && group.MultiAZ === "enabled"),
    ...returned("networkType", group.NetworkType),
    // As many as there are nodes, which the list of member clusters says as well.
    numCacheClusters: groups.reduce((count, { NodeGroupMembers = [] }) => count + NodeGroupMembers.length, 0),
    numNodeGroups: groups.length,
    replicasPerNodeGroup: Math.max((first?.NodeGroupMembers?.length ?? 1) - 1, 0),
    replicationGroupId: group.ReplicationGroupId,
    snapshotRetentionLimit: group.SnapshotRetentionLimit,
    snapshotWindow: group.SnapshotWindow,
    userGroupIds: group.UserGroupIds ?? [],
  };
}

/** A log destination as ElastiCache wants it. */
export function logDelivery({ destination, destinationType, logFormat, logType }: LogDelivery) {
  const details =
    destinationType === "kinesis-firehose"
      ? { KinesisFirehoseDetails: { DeliveryStream: destination } }
      : { CloudWatchLogsDetails: { LogGroup: destination } };
  return {
    DestinationDetails: details,
    DestinationType: destinationType,
    LogFormat: logFormat,
    LogType: logType,
  } as LogDeliveryConfigurationRequest;
}

async function firstNode(group: NodeGroup | undefined, region: string): Promise<CacheCluster | undefined> {
  const id = group?.NodeGroupMembers?.[0]?.CacheClusterId;
  if (id === undefined) {
    return undefined;
  }
  const request = new DescribeCacheClustersCommand({ CacheClusterId: id, ShowCacheNodeInfo: true });
  return (await client(ElastiCacheClient, region).send(request)).CacheClusters?.[0];
}

function endpoints({ ConfigurationEndpoint: whole }: ReplicationGroup, first: NodeGroup | undefined): Values {
  return whole
    ? { port: whole.Port, configurationEndpointAddress: whole.Address }
    : {
        port: first?.PrimaryEndpoint?.Port,
        primaryEndpointAddress: first?.PrimaryEndpoint?.Address,
        readerEndpointAddress: first?.ReaderEndpoint?.Address,
      };
}

function propertiesOfNode(node: CacheCluster, state: Values): Values {
  const topic = node.NotificationConfiguration;
  return {
    atRestEncryptionEnabled: node.AtRestEncryptionEnabled,
    ...returned("autoMinorVersionUpgrade", node.AutoMinorVersionUpgrade),
    engine: node.Engine,
    engineVersion: versionAsGiven(node.EngineVersion ?? "", state.engineVersion),
    engineVersionActual: node.EngineVersion,
    maintenanceWindow: node.PreferredMaintenanceWindow,
    nodeType: node.CacheNodeType,
    ...returned("notificationTopicArn", topic?.TopicStatus === "active" ? topic.TopicArn : undefined),
    parameterGroupName: node.CacheParameterGroup?.CacheParameterGroupName,
    securityGroupIds: (node.SecurityGroups ?? []).map(({ SecurityGroupId }) => SecurityGroupId),
    subnetGroupName: node.CacheSubnetGroupName,
    transitEncryptionEnabled: node.TransitEncryptionEnabled,
    ...returned("transitEncryptionMode", node.TransitEncryptionMode),
  };
}

/** From version 6 on AWS chooses the patch: the version is MAJOR.MINOR, or 6.x where the program says so. */
function versionAsGiven(actual: string, given: unknown): string {
  const [major = "", minor = ""] = actual.split(".");
  return Number(major) < 6 ? actual : given === "6.x" && major === "6" ? "6.x" : `${major}.${minor}`;
}

function returned(name: string, value: unknown): Values {
  return value === undefined ? {} : { [name]: value };
}
