import { RESP_TYPES } from "@redis/client";
import { connect, type RedisClient, RedisUnreachableError } from "../../client";
import { eventually } from "../integration/support/shell";
import { Server } from "./support/server";
import { Transcript } from "./support/transcript";

let server: Server;
let client: RedisClient;
const seen = new Transcript();

beforeAll(async () => {
  server = await Server.start();
  client = await connect({ url: server.url, logger: seen.logger });
}, 60_000);

afterAll(async () => {
  await client.close();
  await server.remove();
});

test("everything of @redis/client works as it does there", async () => {
  expect(await client.set("a", "1")).toBe("OK");
  expect(await client.hSet("h", { x: "1", y: "2" })).toBe(2);
  expect(await client.hGetAll("h")).toMatchObject({ x: "1", y: "2" });
  expect(await client.multi().get("a").incr("a").exec()).toEqual(["1", 2]);
  expect(await client.multi().get("a").execAsPipeline()).toEqual(["2"]);
  const buffers = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  expect(await buffers.get("a")).toEqual(Buffer.from("2"));
  const keys: string[] = [];
  for await (const page of client.scanIterator()) {
    keys.push(...page);
  }
  expect(keys.sort()).toEqual(["a", "h"]);
  await client.watch("a");
  await client.unwatch();
  expect([client.isOpen, client.isReady]).toEqual([true, true]);
});

test("the errors of commands stay those of Redis", async () => {
  await client.set("text", "x");
  expect((await seen.rejection(client.incr("text"))).message).toMatch(/^ERR value is not an integer/);
  expect((await seen.rejection(client.lPush("text", "x"))).message).toMatch(/^WRONGTYPE/);
});

test("commands of one go leave in one go, in their order", async () => {
  expect(await Promise.all([client.set("n", "1"), client.incr("n"), client.incr("n")])).toEqual(["OK", 2, 3]);
});

test("a subscription survives the loss of its connection", async () => {
  const subscriber = await connect({ url: server.url, healthCheckInterval: 200, logger: seen.logger });
  const heard: string[] = [];
  await subscriber.subscribe("news", (message) => heard.push(message));
  await client.publish("news", "one");
  await server.cli(server.password, "CLIENT", "KILL", "TYPE", "pubsub");
  await eventually("it hears again", async () => {
    await client.publish("news", "two");
    return heard.includes("two");
  });
  expect(heard[0]).toBe("one");
  await subscriber.unsubscribe("news");
  await subscriber.close();
});

test("a server that begins to want a password is asked with patience, until the time is over", async () => {
  const open = await Server.start(undefined, "--protected-mode", "no");
  try {
    await open.cli(open.password, "ACL", "SETUSER", "default", "resetpass", "nopass");
    const patient = await connect({
      host: "127.0.0.1",
      port: open.port,
      reconnectFor: 1_500,
      logger: seen.logger,
    });
    const before = seen.lines.length;
    const terminated = new Promise((resolve) => patient.once("terminated", resolve));
    await open.rotate("", open.password);
    await terminated;
    const error = await seen.rejection(patient.get("key"));
    expect(error).toBeInstanceOf(RedisUnreachableError);
    expect(String(error.cause)).toContain("NOAUTH");
    expect(seen.lines.slice(before).filter((line) => line.includes("NOAUTH")).length).toBeLessThan(40);
  } finally {
    await open.remove();
  }
}, 30_000);
