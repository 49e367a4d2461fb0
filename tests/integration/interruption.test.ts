import { interruptedUp } from "./support/interruption";
import { ping } from "./support/redis";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

let stack: Stack;

beforeEach(async () => {
  stack = await Stack.create();
});

afterEach(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

test.each([
  ["the loader", /redis-loader creating/],
  ["the server", /redis-server creating/],
])("Ctrl-C while %s is being created is a clear error, and the next up ends well", async (_, moment) => {
  const { exitCode, output } = await interruptedUp(stack, moment, (up) => up.kill("SIGINT"));
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(/cancel/i);

  await stack.up();
  expect(await ping(stack.port, await stack.password())).toBe("PONG");
  await stack.pulumi("preview", "--expect-no-changes");
  expect((await stack.traces()).containers).toHaveLength(2);
});
