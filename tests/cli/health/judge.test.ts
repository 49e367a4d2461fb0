import { judge, worst } from "../../../cli/health/judge";
import { defaults, type Signs } from "../../../cli/health/report";
import { countersOf, entriesOf, slowOf } from "../../../cli/health/signs";
import type { Health } from "../../../client";

const healthy: Health = {
  status: "healthy",
  latencyMs: 1,
  role: "master",
  memory: { usedBytes: 2 ** 20, maxBytes: 10 * 2 ** 20, usedRatio: 0.1, evictionPolicy: "noeviction" },
  replication: null,
  reasons: [],
};
const quiet: Signs = {
  authenticationFailures: 0,
  permissionDenials: 0,
  aclLog: [],
  evictedKeys: 0,
  slow: [],
};

const states = (health: Partial<Health>, signs: Partial<Signs> = {}, limits = {}) =>
  Object.fromEntries(
    judge({ ...healthy, ...health }, { ...quiet, ...signs }, { ...defaults, ...limits })
      .filter(({ state }) => state !== "ok")
      .map(({ name, state }) => [name, state]),
  );
const memory = (usedRatio: number, evictionPolicy = "noeviction") => ({
  memory: { usedBytes: usedRatio * 100, maxBytes: 100, usedRatio, evictionPolicy },
});

test("a server that is well has nothing to tell", () => {
  expect(states({})).toEqual({});
  expect(worst(judge(healthy, quiet, defaults))).toBe("ok");
});

test("memory warns from its threshold on, is critical from the next, and may be full where keys are evicted", () => {
  expect(states(memory(0.79))).toEqual({});
  expect(states(memory(0.8))).toEqual({ memory: "warning" });
  expect(states(memory(0.95))).toEqual({ memory: "critical" });
  expect(states(memory(1, "allkeys-lru"))).toEqual({});
  expect(states(memory(0.5), {}, { memory: 50 })).toEqual({ memory: "warning" });
});

test("each counter warns from its threshold on", () => {
  expect(states({}, { authenticationFailures: 99 })).toEqual({});
  expect(states({}, { authenticationFailures: 100 })).toEqual({ "refused logins": "warning" });
  expect(states({}, { permissionDenials: 1000 })).toEqual({ "refused commands": "warning" });
  expect(states({}, { evictedKeys: 1e6 })).toEqual({});
  expect(states({}, { evictedKeys: 5 }, { evictedKeys: 5 })).toEqual({ "evicted keys": "warning" });
  const slow = Array.from({ length: 10 }, () => ({ command: "GET", milliseconds: 20, secondsAgo: 1 }));
  expect(states({}, { slow })).toEqual({ "slow commands": "warning" });
});

test("a server that is gone is critical, one that is slow or not quite well a warning", () => {
  expect(states({ status: "unhealthy", latencyMs: null })).toEqual({ connection: "critical" });
  expect(states({ status: "degraded" })).toEqual({ connection: "warning" });
  expect(states({ latencyMs: 100 })).toEqual({ connection: "warning" });
});

test("what may not be asked is unknown, and no worse than good", () => {
  const findings = judge({ ...healthy, memory: null }, {}, defaults);
  expect(findings.filter(({ state }) => state === "unknown").map(({ name }) => name)).toEqual([
    "memory",
    "evicted keys",
    "refused logins",
    "refused commands",
    "ACL LOG",
    "slow commands",
  ]);
  expect(worst(findings)).toBe("ok");
});

test("counters are those of INFO; an error that never happened counts zero, a section that is missing nothing", () => {
  const errors = "# Errorstats\r\nerrorstat_NOAUTH:count=2\r\nerrorstat_WRONGPASS:count=3\r\n";
  expect(countersOf("# Stats\r\nevicted_keys:4\r\n", errors)).toEqual({
    authenticationFailures: 5,
    permissionDenials: 0,
    evictedKeys: 4,
  });
  expect(countersOf("", "")).toEqual({});
});

test("ACL LOG is read, and of the slow log the command without its data, as far as an hour back", () => {
  const entry = [
    "count",
    2,
    "reason",
    "auth",
    "context",
    "toplevel",
    "object",
    "AUTH",
    "username",
    "x",
    "age-seconds",
    "1.5",
  ];
  expect(entriesOf([entry])).toEqual([
    { reason: "auth", user: "x", what: "AUTH", count: 2, secondsAgo: 1.5 },
  ]);
  expect(entriesOf(undefined)).toBeUndefined();
  const now = 1_700_000_000;
  const log = [
    [2, now - 10, 12_345, ["set", "key", "private"]],
    [1, now - 3600, 99_999, ["get", "key"]],
  ];
  expect(slowOf(log, now * 1000)).toEqual([{ command: "SET", milliseconds: 12.3, secondsAgo: 10 }]);
});
