import type { ElastiCacheSettings } from "./settings";

/** Family of the parameter group (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html). */
export function parameterFamily({ engine, engineVersion }: EngineSettings): string {
  const major = engineVersion.split(".")[0];
  return engine === "redis" && major === "6" ? "redis6.x" : `${engine}${major}`;
}

type EngineSettings = Pick<ElastiCacheSettings, "engine" | "engineVersion">;

/** The parameters that differ from AWS's defaults. */
export function parameters(
  settings: Pick<ElastiCacheSettings, "maxmemoryPolicy" | "reservedMemoryPercent" | "shards">,
): { name: string; value: string }[] {
  return [
    { name: "maxmemory-policy", value: settings.maxmemoryPolicy },
    { name: "reserved-memory-percent", value: String(settings.reservedMemoryPercent) },
    ...(settings.shards > 1 ? [{ name: "cluster-enabled", value: "yes" }] : []),
  ];
}

/** How many nodes there are and how they are arranged, in the provider's terms. */
export function topology({ replicas, shards }: Pick<ElastiCacheSettings, "replicas" | "shards">) {
  return shards > 1
    ? { clusterMode: "enabled", numNodeGroups: shards, replicasPerNodeGroup: replicas }
    : { clusterMode: "disabled", numCacheClusters: replicas + 1 };
}

/** Whether nodes of this type keep data on disks as well, which they must be told to. */
export function isTiered(nodeType: string): boolean {
  return nodeType.startsWith("cache.r6gd.");
}

/** Names that ElastiCache gives to the nodes of a group, by shard. */
export function nodesByShard(
  group: string,
  { replicas, shards }: Pick<ElastiCacheSettings, "replicas" | "shards">,
): string[][] {
  const number = (index: number, width: number) => String(index + 1).padStart(width, "0");
  const nodes = (prefix: string) =>
    Array.from({ length: replicas + 1 }, (_, i) => `${prefix}-${number(i, 3)}`);
  return shards > 1
    ? Array.from({ length: shards }, (_, shard) => nodes(`${group}-${number(shard, 4)}`))
    : [nodes(group)];
}
