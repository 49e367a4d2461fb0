import {
  DecreaseReplicaCountCommand,
  ElastiCacheClient,
  IncreaseReplicaCountCommand,
  type LogDeliveryConfigurationRequest,
  ModifyReplicationGroupCommand,
  type ModifyReplicationGroupCommandInput,
  ModifyReplicationGroupShardConfigurationCommand,
} from "@aws-sdk/client-elasticache";
import { client } from "../clients";
import { must } from "../requests";
import type { Change } from "../resource";
import { available, type GroupArgs, groupById, logDelivery } from "./replicationGroupReading";

type Modification = Omit<ModifyReplicationGroupCommandInput, "ReplicationGroupId" | "ApplyImmediately">;

/**
 * Changes a group in the official plugin's order, each step when the one before is done: shards, more replicas,
 * settings, the token in a call of its own, fewer replicas.
 */
export async function updateGroup(id: string, change: Change<GroupArgs>, region: string): Promise<void> {
  const { news } = change;
  const steps = [
    () => reshard(id, change, region),
    () => changeReplicas(id, change, region, "more"),
    () => modify(id, settings(change), news.applyImmediately ?? false, region),
    () => modify(id, token(change), true, region),
    () => changeReplicas(id, change, region, "fewer"),
  ];
  for (const step of steps) {
    await available(id, region);
    await step();
    await available(id, region);
  }
}

async function reshard(
  id: string,
  { olds, news, changed }: Change<GroupArgs>,
  region: string,
): Promise<void> {
  if (!changed.has("numNodeGroups") || news.numNodeGroups === undefined) {
    return;
  }
  const groups = (await groupById(id, region))?.NodeGroups ?? [];
  const ids = groups.map(({ NodeGroupId = "" }) => NodeGroupId).sort();
  const fewer = news.numNodeGroups < Number(olds.numNodeGroups);
  await client(ElastiCacheClient, region).send(
    new ModifyReplicationGroupShardConfigurationCommand({
      ReplicationGroupId: id,
      ApplyImmediately: true,
      NodeGroupCount: news.numNodeGroups,
      NodeGroupsToRemove: fewer ? ids.slice(news.numNodeGroups) : undefined,
    }),
  );
}

async function changeReplicas(
  id: string,
  { olds, news, changed }: Change<GroupArgs>,
  region: string,
  direction: "more" | "fewer",
): Promise<void> {
  const [before, after] = changed.has("replicasPerNodeGroup")
    ? [olds.replicasPerNodeGroup, news.replicasPerNodeGroup]
    : [
        Number(olds.numCacheClusters) - 1,
        must(news.numCacheClusters ?? Number(olds.numCacheClusters), "count") - 1,
      ];
  if (!changed.has("replicasPerNodeGroup") && !changed.has("numCacheClusters")) {
    return;
  }
  const request = { ReplicationGroupId: id, ApplyImmediately: true, NewReplicaCount: Number(after) };
  const elastiCache = client(ElastiCacheClient, region);
  if (direction === "more" && Number(after) > Number(before)) {
    await elastiCache.send(new IncreaseReplicaCountCommand(request));
  }
  if (direction === "fewer" && Number(after) < Number(before)) {
    await elastiCache.send(new DecreaseReplicaCountCommand(request));
  }
}

async function modify(id: string, changes: Modification, now: boolean, region: string): Promise<void> {
  if (Object.values(changes).every((value) => value === undefined)) {
    return;
  }
  const request = { ...changes, ReplicationGroupId: id, ApplyImmediately: now };
  await client(ElastiCacheClient, region).send(new ModifyReplicationGroupCommand(request));
}

function settings({ olds, news, changed }: Change<GroupArgs>): Modification {
  const ifChanged = <K extends keyof GroupArgs>(name: K): GroupArgs[K] | undefined =>
    changed.has(name) ? news[name] : undefined;
  const engineChanges = changed.has("engine") || changed.has("engineVersion");
  const newVersion = ifChanged("engineVersion");
  const before = (olds.userGroupIds ?? []) as string[];
  const after = news.userGroupIds ?? [];
  const added = after.filter((group) => !before.includes(group));
  const removed = before.filter((group) => !after.includes(group));
  return {
    AutoMinorVersionUpgrade: ifChanged("autoMinorVersionUpgrade"),
    AutomaticFailoverEnabled: changed.has("automaticFailoverEnabled")
      ? (news.automaticFailoverEnabled ?? false)
      : undefined,
    // Leaving tokens for user groups is one request: AWS keeps no group without either in between.
    AuthTokenUpdateStrategy:
      added.length > 0 && news.authTokenUpdateStrategy === "DELETE" ? "DELETE" : undefined,
    CacheNodeType: ifChanged("nodeType"),
    CacheParameterGroupName: ifChanged("parameterGroupName"),
    ClusterMode: ifChanged("clusterMode") as "enabled" | undefined,
    Engine: engineChanges ? (news.engine ?? "redis") : undefined,
    EngineVersion: newVersion,
    IpDiscovery: ifChanged("ipDiscovery") as "ipv4" | undefined,
    LogDeliveryConfigurations: changed.has("logDeliveryConfigurations")
      ? logChanges(olds.logDeliveryConfigurations, news.logDeliveryConfigurations)
      : undefined,
    MultiAZEnabled: changed.has("multiAzEnabled") ? (news.multiAzEnabled ?? false) : undefined,
    NotificationTopicArn: changed.has("notificationTopicArn") ? (news.notificationTopicArn ?? "") : undefined,
    PreferredMaintenanceWindow: ifChanged("maintenanceWindow"),
    ReplicationGroupDescription: ifChanged("description"),
    SecurityGroupIds: ifChanged("securityGroupIds"),
    SnapshotRetentionLimit: changed.has("snapshotRetentionLimit")
      ? (news.snapshotRetentionLimit ?? 0)
      : undefined,
    SnapshotWindow: ifChanged("snapshotWindow"),
    TransitEncryptionEnabled: ifChanged("transitEncryptionEnabled"),
    TransitEncryptionMode: ifChanged("transitEncryptionMode") as "required" | undefined,
    UserGroupIdsToAdd: changed.has("userGroupIds") && added.length > 0 ? added : undefined,
    UserGroupIdsToRemove: changed.has("userGroupIds") && removed.length > 0 ? removed : undefined,
  };
}

function token({ news, changed }: Change<GroupArgs>): Modification {
  const concerned = changed.has("authToken") || changed.has("authTokenUpdateStrategy");
  if (!concerned || news.authTokenUpdateStrategy === "DELETE") {
    return {};
  }
  if (news.authToken === undefined) {
    throw new Error("AWS takes a token away only with authTokenUpdateStrategy DELETE and userGroupIds");
  }
  return {
    AuthToken: news.authToken,
    AuthTokenUpdateStrategy: news.authTokenUpdateStrategy as "ROTATE" | undefined,
  };
}

/** The wanted log destinations, and an end for those that are no longer wanted. */
function logChanges(
  olds: unknown,
  news: GroupArgs["logDeliveryConfigurations"] = [],
): LogDeliveryConfigurationRequest[] {
  const wanted = news.map(logDelivery);
  const gone = ((olds ?? []) as { logType: "slow-log" | "engine-log" }[]).filter(
    ({ logType }) => !wanted.some(({ LogType }) => LogType === logType),
  );
  return [...wanted, ...gone.map(({ logType }) => ({ LogType: logType, Enabled: false }))];
}
