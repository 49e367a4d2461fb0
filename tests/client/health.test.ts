import { type Answers, assess } from "../../client/assess";
import { memoryOf, parseInfo, replicationOf, roleOf } from "../../client/info";

const lines = (values: Record<string, string | number>) =>
  ["# Section", ...Object.entries(values).map(([key, value]) => `${key}:${value}`), ""].join("\r\n");

const memory = { used_memory: 50, maxmemory: 100, maxmemory_policy: "noeviction" };
const master = { role: "master", connected_slaves: 1, master_repl_offset: 100 };
const well: Answers = { latencyMs: 1, role: "master", info: lines({ ...memory, ...master }) };
const denied = new Error("NOPERM");

test("INFO is read as it is written, values with colons and all", () => {
  const info = parseInfo("# Server\r\nredis_version:7.0.15\r\nexecutable:C:/redis\r\n\r\n");
  expect([...info]).toEqual([
    ["redis_version", "7.0.15"],
    ["executable", "C:/redis"],
  ]);
  expect(memoryOf(info)).toBeUndefined();
  expect(replicationOf(info)).toBeUndefined();
  expect(roleOf(info)).toBe("unknown");
});

test("no limit of the memory is no ratio", () => {
  expect(memoryOf(parseInfo(lines({ ...memory, maxmemory: 0 })))).toMatchObject({
    maxBytes: null,
    usedRatio: null,
  });
});

test("the slowest replica tells how far they are behind", () => {
  const slaves = {
    slave0: "ip=1,port=1,state=online,offset=90,lag=0",
    slave1: "ip=2,port=1,state=online,offset=70,lag=1",
  };
  expect(replicationOf(parseInfo(lines({ ...master, ...slaves })))).toEqual({
    connectedReplicas: 1,
    lagBytes: 30,
  });
});

test.each<[string, Partial<Answers>, object]>([
  ["all well", {}, { status: "healthy", role: "master", latencyMs: 1, reasons: [] }],
  [
    "no PING",
    { latencyMs: new Error("gone") },
    { status: "unhealthy", latencyMs: null, reasons: ["PING: gone"] },
  ],
  [
    "nearly full",
    { info: lines({ ...memory, used_memory: 91 }) },
    { status: "degraded", reasons: ["91 percent of the memory is used"] },
  ],
  [
    "full",
    { info: lines({ ...memory, used_memory: 101 }) },
    { status: "unhealthy", reasons: ["the memory is full and nothing is evicted: writes are refused"] },
  ],
  [
    "full and evicting",
    { info: lines({ ...memory, used_memory: 101, maxmemory_policy: "allkeys-lru" }) },
    { status: "healthy" },
  ],
  [
    "no INFO",
    { info: denied },
    {
      status: "degraded",
      role: "master",
      memory: null,
      reasons: ["memory and replication are unknown: INFO: NOPERM"],
    },
  ],
  ["no ROLE", { role: denied }, { status: "degraded", role: "master", reasons: ["ROLE: NOPERM"] }],
  [
    "a replica that is cut off",
    {
      role: "slave",
      info: lines({
        ...memory,
        connected_slaves: 0,
        master_link_status: "down",
        master_link_down_since_seconds: 9,
      }),
    },
    {
      status: "degraded",
      role: "replica",
      replication: { connectedReplicas: 0, masterLink: "down", silentSeconds: 9 },
      reasons: ["the replica does not hear its master since 9 s"],
    },
  ],
  [
    "a replica that is well",
    {
      role: "slave",
      info: lines({
        ...memory,
        connected_slaves: 0,
        master_link_status: "up",
        master_last_io_seconds_ago: 2,
      }),
    },
    { status: "healthy", replication: { masterLink: "up", silentSeconds: 2 } },
  ],
  [
    "data that is not saved",
    { info: lines({ ...memory, rdb_last_bgsave_status: "err", aof_last_write_status: "ok" }) },
    { status: "degraded", reasons: ["rdb_last_bgsave_status is err: data is not being saved"] },
  ],
])("%s", (_, answers, expected) => {
  expect(assess({ ...well, ...answers })).toMatchObject(expected);
});
