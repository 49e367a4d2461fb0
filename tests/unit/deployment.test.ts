import * as pulumi from "@pulumi/pulumi";
import { InvalidArgumentsError, SecureRedis } from "../../components";
import { Deployment } from "./support/deployment";
import { promiseOf } from "./support/outputs";

const error = ["start", "error: the new users are invalid"];

/** Lets `seconds` pass, in steps as long as the loader's own pause. */
async function pass(seconds: number) {
  for (let step = 0; step < seconds * 5; step++) {
    await jest.advanceTimersByTimeAsync(200);
  }
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
});

afterEach(() => {
  jest.useRealTimers();
});

test("invalid arguments register nothing", async () => {
  const newResource = jest.fn(() => ({ id: "id", state: {} }));
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) });
  expect(() => new SecureRedis("cache", { target: "docker", docker: { port: 0 } })).toThrow(
    InvalidArgumentsError,
  );
  expect(() => new SecureRedis("not a name", { target: "docker" })).toThrow(InvalidArgumentsError);
  await pass(1);
  expect(newResource).not.toHaveBeenCalled();
});

test("an image that turns out invalid registers no image and no container", async () => {
  const { failures, registrations } = await Deployment.start({
    args: { image: pulumi.output("not an image") },
  });
  await pass(1);
  expect(failures.get("cache-image")).toBeInstanceOf(InvalidArgumentsError);
  expect(failures.get("cache-image")?.message).toContain('docker.image: "not an image" is not allowed');
  expect([...registrations.keys()].filter((name) => /image|loader|server/.test(name))).toEqual([]);
});

test("the server waits until the loader is ready", async () => {
  const { events, redis } = await Deployment.start({ logs: [[], ["start"], ["start", "ready: x"]] });
  await pass(1);
  const order = events.filter((event) => /getLogs|loader|server/.test(event));
  expect(order).toEqual(["cache-loader", "getLogs", "getLogs", "getLogs", "cache-server"]);
  await expect(promiseOf(redis.port)).resolves.toBe(6379);
});

test("a failed loader fails the deployment with its own message, and there is no server", async () => {
  const { failures, registrations } = await Deployment.start({ logs: [error] });
  await pass(4);
  expect(failures.size).toBe(0);
  await pass(2);
  const failure = failures.get("cache-server");
  expect(failure?.message).toBe("the credential loader failed: the new users are invalid");
  expect(pulumi.RunError.isInstance(failure)).toBe(true);
  expect(registrations.has("cache-loader")).toBe(true);
  expect(registrations.has("cache-server")).toBe(false);
});

test("an error from before a restart of the loader is forgotten", async () => {
  const { failures, registrations } = await Deployment.start({
    logs: [error, error, [...error, "start"], [...error, "start", "ready: x"]],
  });
  await pass(1);
  expect(failures.size).toBe(0);
  expect(registrations.has("cache-server")).toBe(true);
});

test("a loader that never ends fails the deployment after a minute", async () => {
  const { failures, registrations } = await Deployment.start({ logs: [["start"]] });
  await pass(59);
  expect(failures.size).toBe(0);
  await pass(2);
  expect(failures.get("cache-server")?.message).toBe("the credential loader has not ended within 60 s");
  expect(registrations.has("cache-server")).toBe(false);
});
