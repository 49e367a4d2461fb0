import { checkHealth, connect, type RedisClient } from "../../client";
import { randomPassword, Server } from "./support/server";

let server: Server;
let client: RedisClient;

beforeAll(async () => {
  server = await Server.start(undefined, "--maxmemory", "64mb");
  client = await connect({ host: "127.0.0.1", port: server.port, password: server.password });
}, 60_000);

afterAll(async () => {
  client.destroy();
  await server.remove();
});

test("a server that is well", async () => {
  const health = await checkHealth(client);
  expect(health).toMatchObject({
    status: "healthy",
    role: "master",
    memory: { maxBytes: 64 * 1024 * 1024, evictionPolicy: "noeviction" },
    replication: { connectedReplicas: 0 },
    reasons: [],
  });
  expect(health.latencyMs).toBeGreaterThan(0);
  expect(health.memory?.usedRatio).toBeGreaterThan(0);
});

test("a replica without its master is degraded, and says so", async () => {
  await server.cli(server.password, "REPLICAOF", "127.0.0.1", "1");
  try {
    const health = await checkHealth(client);
    expect(health).toMatchObject({
      status: "degraded",
      role: "replica",
      replication: { masterLink: "down" },
    });
    expect(health.reasons[0]).toMatch(/^the replica does not hear its master since/);
  } finally {
    await server.cli(server.password, "REPLICAOF", "NO", "ONE");
  }
});

test("what the user may not ask is unknown and a reason", async () => {
  const password = randomPassword();
  await server.cli(server.password, "ACL", "SETUSER", "app", "on", `>${password}`, "~*", "+get", "+ping");
  const app = await connect({ host: "127.0.0.1", port: server.port, username: "app", password });
  try {
    const health = await checkHealth(app);
    expect(health).toMatchObject({ status: "degraded", role: "unknown", memory: null, replication: null });
    expect(health.reasons).toHaveLength(2);
    expect(health.reasons.join("\n")).toContain("NOPERM");
  } finally {
    await app.close();
  }
});

test("a server that does not answer is unhealthy in time", async () => {
  await server.pause();
  try {
    const begin = performance.now();
    const health = await checkHealth(client, { timeout: 500 });
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(health).toMatchObject({
      status: "unhealthy",
      latencyMs: null,
      reasons: ["PING: no answer within 500 ms"],
    });
  } finally {
    await server.unpause();
  }
});

test("a client that is closed is unhealthy", async () => {
  const closed = await connect({ host: "127.0.0.1", port: server.port, password: server.password });
  await closed.close();
  expect(await checkHealth(closed)).toMatchObject({
    status: "unhealthy",
    reasons: ["PING: The client is closed"],
  });
});

test("a wrong timeout is refused", async () => {
  await expect(checkHealth(client, { timeout: 0 })).rejects.toThrow("timeout is not allowed");
});
