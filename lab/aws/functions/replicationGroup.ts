import type { Invocation } from "../invocation";
import { groupById, propertiesOf } from "../resources/replicationGroupReading";

const results = [
  "arn",
  "automaticFailoverEnabled",
  "clusterMode",
  "configurationEndpointAddress",
  "description",
  "logDeliveryConfigurations",
  "memberClusters",
  "multiAzEnabled",
  "nodeType",
  "numCacheClusters",
  "numNodeGroups",
  "port",
  "primaryEndpointAddress",
  "readerEndpointAddress",
  "replicasPerNodeGroup",
  "replicationGroupId",
  "snapshotRetentionLimit",
  "snapshotWindow",
];

export const getReplicationGroup: Invocation = {
  async call(args, region) {
    const id = args.replicationGroupId as string;
    const group = await groupById(id, region);
    if (!group) {
      throw new Error(`reading ElastiCache Replication Group (${id}): couldn't find resource`);
    }
    const properties: Record<string, unknown> = await propertiesOf(group, {}, region);
    return {
      ...Object.fromEntries(results.map((name) => [name, properties[name]])),
      authTokenEnabled: group.AuthTokenEnabled ?? false,
      id,
      nodeGroupConfigurations: (group.NodeGroups ?? []).map(
        ({ NodeGroupId, NodeGroupMembers = [], Slots }) => ({
          nodeGroupId: NodeGroupId,
          primaryAvailabilityZone: NodeGroupMembers[0]?.PreferredAvailabilityZone ?? "",
          replicaAvailabilityZones: NodeGroupMembers.slice(1).map(
            (node) => node.PreferredAvailabilityZone ?? "",
          ),
          replicaCount: Math.max(NodeGroupMembers.length - 1, 0),
          slots: Slots ?? "",
        }),
      ),
      region,
    };
  },
};
