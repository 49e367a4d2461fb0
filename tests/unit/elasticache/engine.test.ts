import fc from "fast-check";
import {
  isTiered,
  nodesByShard,
  parameterFamily,
  parameters,
  topology,
} from "../../../components/elasticache/engine";

test.each([
  ["redis", "6.2", "redis6.x"],
  ["redis", "7.0", "redis7"],
  ["redis", "7.1", "redis7"],
  ["valkey", "7.2", "valkey7"],
  ["valkey", "8.0", "valkey8"],
  ["valkey", "8.1", "valkey8"],
])("%s %s takes parameters of the family %s", (engine, engineVersion, family) => {
  expect(parameterFamily({ engine, engineVersion })).toBe(family);
});

test("parameters are eviction policy and reserved memory, and cluster mode where it is on", () => {
  const common = { maxmemoryPolicy: "allkeys-lru", reservedMemoryPercent: 40 };
  const plain = [
    { name: "maxmemory-policy", value: "allkeys-lru" },
    { name: "reserved-memory-percent", value: "40" },
  ];
  expect(parameters({ ...common, shards: 1 })).toEqual(plain);
  expect(parameters({ ...common, shards: 3 })).toEqual([...plain, { name: "cluster-enabled", value: "yes" }]);
});

test.each([
  [
    { replicas: 0, shards: 1 },
    { clusterMode: "disabled", numCacheClusters: 1 },
  ],
  [
    { replicas: 5, shards: 1 },
    { clusterMode: "disabled", numCacheClusters: 6 },
  ],
  [
    { replicas: 0, shards: 3 },
    { clusterMode: "enabled", numNodeGroups: 3, replicasPerNodeGroup: 0 },
  ],
  [
    { replicas: 2, shards: 100 },
    { clusterMode: "enabled", numNodeGroups: 100, replicasPerNodeGroup: 2 },
  ],
])("%j is arranged as %j", (settings, expected) => {
  expect(topology(settings)).toEqual(expected);
});

test("nodes with disks are told apart", () => {
  expect(isTiered("cache.r6gd.xlarge")).toBe(true);
  expect(isTiered("cache.r6g.xlarge")).toBe(false);
  expect(isTiered("cache.t4g.small")).toBe(false);
});

test("nodes are named as ElastiCache names them", () => {
  expect(nodesByShard("cache", { replicas: 1, shards: 1 })).toEqual([["cache-001", "cache-002"]]);
  expect(nodesByShard("cache", { replicas: 1, shards: 3 })).toEqual([
    ["cache-0001-001", "cache-0001-002"],
    ["cache-0002-001", "cache-0002-002"],
    ["cache-0003-001", "cache-0003-002"],
  ]);
});

test("there is a list for each shard, a name for each node, and no name twice", () => {
  const shards = fc.oneof(fc.constant(1), fc.integer({ min: 3, max: 500 }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), shards, (replicas, shards) => {
      const nodes = nodesByShard("cache", { replicas, shards });
      expect(nodes).toHaveLength(shards);
      expect(nodes.every((ofShard) => ofShard.length === replicas + 1)).toBe(true);
      expect(new Set(nodes.flat()).size).toBe(shards * (replicas + 1));
    }),
    { numRuns: 50 },
  );
});
