import { setTimeout as sleep } from "node:timers/promises";
import { connect, type RedisClient, RedisTimeoutError, RedisUnreachableError } from "../../client";
import { eventually } from "../integration/support/shell";
import { underLoad } from "./support/child";
import { Server } from "./support/server";
import { Transcript } from "./support/transcript";

let server: Server;
let client: RedisClient | undefined;
const seen = new Transcript();

beforeAll(async () => {
  server = await Server.start();
}, 60_000);

afterEach(() => {
  if (client?.isOpen) {
    client.destroy();
  }
  client = undefined;
  expect(seen.leaks(server.password)).toEqual([]);
});

afterAll(() => server.remove());

test("a server that is killed and back serves again, and no rejection is left unhandled", async () => {
  const { report, output } = await underLoad({ REDIS_URL: server.url }, async () => {
    await sleep(300);
    await server.kill();
    await sleep(1_000);
    await server.startAgain();
    await sleep(4_000);
  });
  expect(Object.keys(report.failed).filter((code) => code !== "REDIS_UNREACHABLE")).toEqual([]);
  // Four loops, one loss.
  expect(report.failed.REDIS_UNREACHABLE ?? 0).toBeLessThanOrEqual(4);
  expect(output).toMatch(/connected to Redis at \S+ again after \d+ ms/);
  expect(output).not.toContain(server.password);
  expect(output).not.toContain(encodeURIComponent(server.password));
}, 60_000);

test("a half-open connection is noticed by the health check, and what it held fails in time", async () => {
  client = await connect({ url: server.url, healthCheckInterval: 500, logger: seen.logger });
  await server.pause();
  try {
    const begin = performance.now();
    const error = await seen.rejection(client.get("key"));
    expect(error).toBeInstanceOf(RedisTimeoutError);
    expect(error.message).toContain("the health check took more than 500 ms");
    expect(performance.now() - begin).toBeLessThan(2_000);
  } finally {
    await server.unpause();
  }
  await eventually("it serves again", async () => (await client?.ping()) === "PONG", 15);
}, 30_000);

test("a server that accepts connections and answers nothing is given up in time, at a reconnect as well", async () => {
  client = await connect({
    url: server.url,
    healthCheckInterval: 300,
    connectTimeout: 500,
    reconnectFor: 1_500,
    logger: seen.logger,
  });
  const terminated = new Promise((resolve) => client?.once("terminated", resolve));
  await server.pause();
  try {
    await terminated;
  } finally {
    await server.unpause();
  }
  expect(seen.lines.join("\n")).toContain("a connection took more than 500 ms");
}, 30_000);

test("a server that stays away closes the client, and every command says so", async () => {
  client = await connect({ url: server.url, reconnectFor: 700, logger: seen.logger });
  const waiting = server.kill().then(() => seen.rejection(client?.get("key") ?? Promise.resolve()));
  try {
    const error = await waiting;
    expect(error).toBeInstanceOf(RedisUnreachableError);
    expect(error.message).toContain("was not reachable for 700 ms; this client is closed");
    expect(error.cause).toBeInstanceOf(RedisUnreachableError);
    expect(await seen.rejection(client.multi().get("key").exec())).toBe(error);
    expect(client.isOpen).toBe(false);
  } finally {
    await server.startAgain();
    await server.answers();
  }
}, 30_000);

test("a blocking command holds the health check, and is not cut by it", async () => {
  client = await connect({ url: server.url, healthCheckInterval: 200, logger: seen.logger });
  expect(await client.blPop("no such list", 1)).toBeNull();
  expect(await client.sendCommand(["BLPOP", "no such list", "1"])).toBeNull();
}, 30_000);

test("commands wait for the connection, in their order", async () => {
  client = await connect({ url: server.url, logger: seen.logger });
  const lost = client;
  await server.kill();
  await eventually("the loss is noticed", async () => !lost.isReady);
  const waiting = ["1", "2", "3"].map((value) => lost.rPush("list", value));
  const transaction = lost.multi().rPush("list", "4").lRange("list", 0, -1).exec();
  await server.startAgain();
  expect(await Promise.all(waiting)).toEqual([1, 2, 3]);
  expect(await transaction).toEqual([4, ["1", "2", "3", "4"]]);
}, 30_000);

test("no more commands wait than may, and none longer", async () => {
  client = await connect({
    url: server.url,
    offlineQueueLimit: 2,
    offlineQueueTimeout: 500,
    logger: seen.logger,
  });
  const lost = client;
  await server.kill();
  await eventually("the loss is noticed", async () => !lost.isReady);
  const errors = await Promise.all(["1", "2", "3"].map((value) => seen.rejection(lost.set("key", value))));
  expect(errors.map(({ message }) => message.replace(/^.*not sent: /, ""))).toEqual([
    "not within 500 ms",
    "not within 500 ms",
    "2 commands wait for it already",
  ]);
  expect(errors.every((error) => error instanceof RedisUnreachableError)).toBe(true);
  await server.startAgain();
  await server.answers();
}, 30_000);

test("close() ends a client that has no connection, too", async () => {
  const lost = await connect({ url: server.url, logger: seen.logger });
  await server.kill();
  await eventually("the loss is noticed", async () => !lost.isReady);
  await lost.close();
  expect(lost.isOpen).toBe(false);
  await expect(lost.ping()).rejects.toThrow("The client is closed");
  await server.startAgain();
}, 30_000);
