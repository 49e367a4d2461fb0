import { Stack } from "./support/stack";

jest.setTimeout(600_000);

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.create();
});

afterAll(async () => {
  await stack.dispose();
});

/** Each through the real engine: settings, and what the error must say of them. */
test.each<[string, Record<string, unknown>, string[]]>([
  ["an open address", { bindAddress: "0.0.0.0" }, ["docker.bindAddress", '"0.0.0.0"', "only 127.0.0.1"]],
  ["a port out of range", { port: 70000 }, ["docker.port", "70000", "from 1 to 65535"]],
  ["too little memory", { memory: 8 }, ["docker.memory", "8", "from 32 to 1048576"]],
  ["no room for a fork", { memory: 64, maxmemory: 64 }, ["docker.maxmemory", "64", "below docker.memory"]],
  ["a policy Redis has not", { maxmemoryPolicy: "lru" }, ["docker.maxmemoryPolicy", '"lru"', "allkeys-lru"]],
  ["no image", { image: "Not An Image" }, ["docker.image", '"Not An Image"', "an image reference"]],
  ["a misspelt setting", { prot: 6380 }, ["docker.prot", "6380", "docker.port"]],
  [
    "another restart policy",
    { restart: "always" },
    ["docker.restart", '"always"', "unless-stopped, on-failure"],
  ],
  ["a target that is not there", { target: "memcached" }, ["target", '"memcached"', "docker, elasticache"]],
  [
    "two mistakes",
    { port: 0, restart: "no" },
    ["2 invalid settings", "docker.port: 0", 'docker.restart: "no"'],
  ],
])("%s is refused by name, and nothing is created", async (_, settings, said) => {
  const before = stack.port;
  stack.configure(settings);
  const { exitCode, output } = await stack.try("up", "--yes", "--skip-preview");
  stack.configure({
    ...Object.fromEntries(Object.keys(settings).map((key) => [key, undefined])),
    port: before,
  });

  expect(exitCode).not.toBe(0);
  for (const text of [...said, "nothing was created"]) {
    expect(output).toContain(text);
  }
  expect(output).not.toContain("    at ");
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
  expect(
    (await stack.resources()).map(({ type }) => type).filter((type) => type !== "pulumi:pulumi:Stack"),
  ).toEqual([]);
});

test("a value of the wrong type is refused by the engine itself, from the schema in Pulumi.yaml", async () => {
  const before = stack.port;
  stack.configure({ port: "abc" });
  const { exitCode, output } = await stack.try("up", "--yes", "--skip-preview");
  stack.configure({ port: before });
  expect(exitCode).not.toBe(0);
  expect(output).toContain("'docker.port' must be of type 'integer'");
});

test("a path that was set without --path is refused with the command that sets it", async () => {
  await stack.pulumi("config", "set", "docker.port", "6380");
  const { exitCode, output } = await stack.try("preview");
  await stack.pulumi("config", "rm", "docker.port");
  expect(exitCode).not.toBe(0);
  expect(output).toContain("pulumi config set --path docker.port");
});
