import {
  CreateReplicationGroupCommand,
  DeleteReplicationGroupCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import { client } from "../clients";
import { found, must, until } from "../requests";
import type { Resource } from "../resource";
import { tagList } from "../tags";
import { elastiCacheTags, retag } from "./elastiCacheTags";
import { available, type GroupArgs, groupById, logDelivery, propertiesOf } from "./replicationGroupReading";
import { replicationGroupTraits } from "./replicationGroupTraits";
import { updateGroup } from "./replicationGroupUpdate";

export const replicationGroup: Resource<GroupArgs> = {
  traits: replicationGroupTraits,
  async create(inputs, region) {
    await client(ElastiCacheClient, region).send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: inputs.replicationGroupId,
        ReplicationGroupDescription: inputs.description,
        AtRestEncryptionEnabled: inputs.atRestEncryptionEnabled,
        AuthToken: inputs.authToken,
        AutomaticFailoverEnabled: inputs.automaticFailoverEnabled ?? false,
        AutoMinorVersionUpgrade: inputs.autoMinorVersionUpgrade,
        CacheNodeType: inputs.nodeType,
        CacheParameterGroupName: inputs.parameterGroupName,
        CacheSecurityGroupNames: inputs.securityGroupNames,
        CacheSubnetGroupName: inputs.subnetGroupName,
        ClusterMode: inputs.clusterMode as "enabled" | undefined,
        DataTieringEnabled: inputs.dataTieringEnabled,
        Engine: inputs.engine ?? "redis",
        EngineVersion: inputs.engineVersion,
        IpDiscovery: inputs.ipDiscovery as "ipv4" | undefined,
        KmsKeyId: inputs.kmsKeyId,
        LogDeliveryConfigurations: inputs.logDeliveryConfigurations?.map(logDelivery),
        MultiAZEnabled: inputs.multiAzEnabled,
        NetworkType: inputs.networkType as "ipv4" | undefined,
        NodeGroupConfiguration: inputs.nodeGroupConfigurations?.map((group) => ({
          NodeGroupId: group.nodeGroupId,
          PrimaryAvailabilityZone: group.primaryAvailabilityZone,
          PrimaryOutpostArn: group.primaryOutpostArn,
          ReplicaAvailabilityZones: group.replicaAvailabilityZones,
          ReplicaCount: group.replicaCount,
          ReplicaOutpostArns: group.replicaOutpostArns,
          Slots: group.slots,
        })),
        NotificationTopicArn: inputs.notificationTopicArn,
        NumCacheClusters: inputs.numCacheClusters,
        NumNodeGroups: inputs.numNodeGroups,
        Port: inputs.port,
        PreferredCacheClusterAZs: inputs.preferredCacheClusterAzs,
        PreferredMaintenanceWindow: inputs.maintenanceWindow,
        ReplicasPerNodeGroup: inputs.replicasPerNodeGroup,
        SecurityGroupIds: inputs.securityGroupIds,
        SnapshotArns: inputs.snapshotArns,
        SnapshotName: inputs.snapshotName,
        SnapshotRetentionLimit: inputs.snapshotRetentionLimit,
        SnapshotWindow: inputs.snapshotWindow,
        Tags: tagList(inputs.tags),
        TransitEncryptionEnabled: inputs.transitEncryptionEnabled ?? false,
        TransitEncryptionMode: inputs.transitEncryptionMode as "required" | undefined,
        UserGroupIds: inputs.userGroupIds,
      }),
    );
    return must(inputs.replicationGroupId, "replicationGroupId");
  },
  async settle(id, _, region) {
    await available(id, region);
  },
  async read(id, state, region) {
    const group = await groupById(id, region);
    return group && group.Status !== "deleting"
      ? { ...(await propertiesOf(group, state, region)), tags: await elastiCacheTags(group.ARN, region) }
      : undefined;
  },
  async update(id, change, region) {
    await updateGroup(id, change, region);
    await retag(change.olds, change.news.tags, region);
  },
  async delete(id, state, region) {
    const request = new DeleteReplicationGroupCommand({
      ReplicationGroupId: id,
      FinalSnapshotIdentifier: (state.finalSnapshotIdentifier as string | undefined) || undefined,
    });
    await found(client(ElastiCacheClient, region).send(request), "ReplicationGroupNotFoundFault");
    await until(`${id} is gone`, async () => (await groupById(id, region)) === undefined);
  },
};
