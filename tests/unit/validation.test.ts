import * as pulumi from "@pulumi/pulumi";
import type { SecureRedisArgs } from "../../components/args";
import { InvalidArgumentsError } from "../../components/mistake";
import { settingRules } from "../../components/rules";
import { mistakesIn, requireImage, validate } from "../../components/validation";
import { errorOf, expectOneMistake } from "./support/mistakes";

const text = {
  target: "one of docker, elasticache",
  vpc:
    "the id of the VPC that your applications run in, such as vpc-0123456789abcdef0, or default for the region's " +
    "default VPC; or set elasticache.subnetIds",
  unprivilegedPort: "a whole number from 1024 to 65535",
  keys: {
    component: `the settings ${Object.keys(settingRules).join(", ")}`,
    docker:
      "the settings docker.image, docker.port, docker.bindAddress, docker.memory, docker.maxmemory, " +
      "docker.maxmemoryPolicy, docker.persistence, docker.keepData, docker.dataVolume, docker.restart",
    rotation: "the settings rotation.everyDays, rotation.graceDays, rotation.generation",
  },
  object: "an object of settings",
  image: "an image reference such as redis:7-alpine or redis@sha256:<64 hex digits>",
  port: "a whole number from 1 to 65535",
  bindAddress: "only 127.0.0.1",
  memory: "a whole number from 32 to 1048576",
  maxmemory: "a whole number from 8 to 1048575",
  policy:
    "one of noeviction, allkeys-lru, allkeys-lfu, allkeys-random, volatile-lru, volatile-lfu, volatile-random, volatile-ttl",
  truth: "true or false",
  dataVolume: "the name of a Docker volume",
  restart: "one of unless-stopped, on-failure",
  everyDays: "a whole number from 0 to 3650",
  graceDays: "a number of days from 0 to 365",
  lessThan: (everyDays: number) => `less than rotation.everyDays, which is ${everyDays}`,
  generation: "a whole number from 0 to 1000000",
  name: "1 to 30 letters, digits and hyphens, a letter first",
  keepData: "no value beside docker.dataVolume: a volume that is not the stack's is always kept",
};

const hex = "0123456789abcdef".repeat(4);
const a = (length: number) => "a".repeat(length);

/** Docker settings; the one path, its value as the message shows it, and what is allowed. */
const badSettings: [settings: object, path: string, shown: string, allowed: string][] = [
  [{ port: 0 }, "docker.port", "0", text.port],
  [{ port: 65536 }, "docker.port", "65536", text.port],
  [{ port: 1.5 }, "docker.port", "1.5", text.port],
  [{ port: -1 }, "docker.port", "-1", text.port],
  [{ port: "6379" }, "docker.port", '"6379"', text.port],
  [{ port: Number.NaN }, "docker.port", "NaN", text.port],
  [{ port: Number.POSITIVE_INFINITY }, "docker.port", "Infinity", text.port],
  [{ port: null }, "docker.port", "null", text.port],
  [{ port: true }, "docker.port", "true", text.port],
  [{ port: [6379] }, "docker.port", "[6379]", text.port],
  [{ port: pulumi.output(6379) }, "docker.port", "a value of another resource", text.port],
  [{ bindAddress: "0.0.0.0" }, "docker.bindAddress", '"0.0.0.0"', text.bindAddress],
  [{ bindAddress: "::" }, "docker.bindAddress", '"::"', text.bindAddress],
  [{ bindAddress: "::1" }, "docker.bindAddress", '"::1"', text.bindAddress],
  [{ bindAddress: "localhost" }, "docker.bindAddress", '"localhost"', text.bindAddress],
  [{ bindAddress: "192.168.1.2" }, "docker.bindAddress", '"192.168.1.2"', text.bindAddress],
  [{ bindAddress: "127.0.0.1 " }, "docker.bindAddress", '"127.0.0.1 "', text.bindAddress],
  [{ bindAddress: "" }, "docker.bindAddress", '""', text.bindAddress],
  [{ bindAddress: null }, "docker.bindAddress", "null", text.bindAddress],
  [{ bindAddress: ["127.0.0.1"] }, "docker.bindAddress", '["127.0.0.1"]', text.bindAddress],
  [{ memory: 31 }, "docker.memory", "31", text.memory],
  [{ memory: 1048577 }, "docker.memory", "1048577", text.memory],
  [{ memory: 64.5 }, "docker.memory", "64.5", text.memory],
  [{ memory: -256 }, "docker.memory", "-256", text.memory],
  [{ memory: "256m" }, "docker.memory", '"256m"', text.memory],
  [{ maxmemory: 7 }, "docker.maxmemory", "7", text.maxmemory],
  [{ maxmemory: 0 }, "docker.maxmemory", "0", text.maxmemory],
  [{ maxmemory: 1048576 }, "docker.maxmemory", "1048576", text.maxmemory],
  [{ maxmemory: "60%" }, "docker.maxmemory", '"60%"', text.maxmemory],
  [{ maxmemory: 256 }, "docker.maxmemory", "256", "a whole number below docker.memory, which is 256"],
  [
    { memory: 100, maxmemory: 100 },
    "docker.maxmemory",
    "100",
    "a whole number below docker.memory, which is 100",
  ],
  [
    { memory: 100, maxmemory: 5000 },
    "docker.maxmemory",
    "5000",
    "a whole number below docker.memory, which is 100",
  ],
  [{ maxmemoryPolicy: "NoEviction" }, "docker.maxmemoryPolicy", '"NoEviction"', text.policy],
  [{ maxmemoryPolicy: "lru" }, "docker.maxmemoryPolicy", '"lru"', text.policy],
  [{ maxmemoryPolicy: 1 }, "docker.maxmemoryPolicy", "1", text.policy],
  [{ persistence: "true" }, "docker.persistence", '"true"', text.truth],
  [{ persistence: 1 }, "docker.persistence", "1", text.truth],
  [{ persistence: null }, "docker.persistence", "null", text.truth],
  [{ keepData: "no" }, "docker.keepData", '"no"', text.truth],
  [{ keepData: 0 }, "docker.keepData", "0", text.truth],
  [{ keepData: true, dataVolume: "kept" }, "docker.keepData", "true", text.keepData],
  [{ keepData: false, dataVolume: "kept" }, "docker.keepData", "false", text.keepData],
  [{ dataVolume: "" }, "docker.dataVolume", '""', text.dataVolume],
  [{ dataVolume: "a" }, "docker.dataVolume", '"a"', text.dataVolume],
  [{ dataVolume: a(256) }, "docker.dataVolume", `"${a(256)}"`, text.dataVolume],
  [{ dataVolume: "/srv/redis" }, "docker.dataVolume", '"/srv/redis"', text.dataVolume],
  [{ dataVolume: "../up" }, "docker.dataVolume", '"../up"', text.dataVolume],
  [{ dataVolume: "kept:rw" }, "docker.dataVolume", '"kept:rw"', text.dataVolume],
  [{ dataVolume: 12 }, "docker.dataVolume", "12", text.dataVolume],
  [{ restart: "always" }, "docker.restart", '"always"', text.restart],
  [{ restart: "no" }, "docker.restart", '"no"', text.restart],
  [{ restart: "Unless-Stopped" }, "docker.restart", '"Unless-Stopped"', text.restart],
  [{ restart: false }, "docker.restart", "false", text.restart],
  [{ prot: 6379 }, "docker.prot", "6379", text.keys.docker],
  [{ Port: 6379 }, "docker.Port", "6379", text.keys.docker],
  [{ target: "docker" }, "docker.target", '"docker"', text.keys.docker],
  [{ password: undefined }, "docker.password", "undefined", text.keys.docker],
  [{ constructor: 1 }, "docker.constructor", "1", text.keys.docker],
  [JSON.parse('{"__proto__":1}'), "docker.__proto__", "1", text.keys.docker],
];

test.each(badSettings)("%j is refused", (docker, path, shown, allowed) => {
  expectOneMistake(errorOf("cache", { target: "docker", docker }), path, shown, allowed);
  const [mistake] = mistakesIn({ target: "docker", docker } as SecureRedisArgs);
  expect(mistake).toMatchObject({ path, allowed });
});

/** Rotation settings; the one path, its value as the message shows it, and what is allowed. */
const badRotations: [settings: object, path: string, shown: string, allowed: string][] = [
  [{ everyDays: -1 }, "rotation.everyDays", "-1", text.everyDays],
  [{ everyDays: 1.5 }, "rotation.everyDays", "1.5", text.everyDays],
  [{ everyDays: "90" }, "rotation.everyDays", '"90"', text.everyDays],
  [{ everyDays: 3651 }, "rotation.everyDays", "3651", text.everyDays],
  [{ everyDays: Number.POSITIVE_INFINITY }, "rotation.everyDays", "Infinity", text.everyDays],
  [{ everyDays: null }, "rotation.everyDays", "null", text.everyDays],
  [{ everyDays: false }, "rotation.everyDays", "false", text.everyDays],
  [{ everyDays: pulumi.output(90) }, "rotation.everyDays", "a value of another resource", text.everyDays],
  [{ graceDays: -0.1 }, "rotation.graceDays", "-0.1", text.graceDays],
  [{ graceDays: 366 }, "rotation.graceDays", "366", text.graceDays],
  [{ everyDays: 0, graceDays: 365.1 }, "rotation.graceDays", "365.1", text.graceDays],
  [{ graceDays: "1" }, "rotation.graceDays", '"1"', text.graceDays],
  [{ graceDays: Number.NaN }, "rotation.graceDays", "NaN", text.graceDays],
  [{ graceDays: null }, "rotation.graceDays", "null", text.graceDays],
  [{ graceDays: [1] }, "rotation.graceDays", "[1]", text.graceDays],
  [{ graceDays: 90 }, "rotation.graceDays", "90", text.lessThan(90)],
  [{ everyDays: 7, graceDays: 7 }, "rotation.graceDays", "7", text.lessThan(7)],
  [{ everyDays: 7, graceDays: 7.5 }, "rotation.graceDays", "7.5", text.lessThan(7)],
  [{ everyDays: 30, graceDays: 365 }, "rotation.graceDays", "365", text.lessThan(30)],
  [{ generation: -1 }, "rotation.generation", "-1", text.generation],
  [{ generation: 1.5 }, "rotation.generation", "1.5", text.generation],
  [{ generation: 1000001 }, "rotation.generation", "1000001", text.generation],
  [{ generation: "1" }, "rotation.generation", '"1"', text.generation],
  [{ generation: true }, "rotation.generation", "true", text.generation],
  [{ every: 90 }, "rotation.every", "90", text.keys.rotation],
  [{ everydays: 90 }, "rotation.everydays", "90", text.keys.rotation],
  [{ port: 6379 }, "rotation.port", "6379", text.keys.rotation],
  [JSON.parse('{"__proto__":1}'), "rotation.__proto__", "1", text.keys.rotation],
];

test.each(badRotations)("the rotation %j is refused", (rotation, path, shown, allowed) => {
  expectOneMistake(errorOf("cache", { target: "docker", rotation }), path, shown, allowed);
  const [mistake] = mistakesIn({ target: "docker", rotation } as SecureRedisArgs);
  expect(mistake).toMatchObject({ path, allowed });
});

test.each<[object | undefined]>([
  [undefined],
  [{}],
  [{ everyDays: undefined, graceDays: undefined, generation: undefined }],
  [{ everyDays: 0 }],
  [{ everyDays: 0, graceDays: 365 }],
  [{ everyDays: 1, graceDays: 0.999 }],
  [{ everyDays: 2 }],
  [{ everyDays: 3650 }],
  [{ everyDays: 366, graceDays: 365 }],
  [{ graceDays: 0 }],
  [{ graceDays: 0.0001 }],
  [{ graceDays: 89.9 }],
  [{ generation: 0 }],
  [{ generation: 1_000_000 }],
])("the rotation %j is accepted", (rotation) => {
  const args = { target: "docker", rotation } as SecureRedisArgs;
  expect(mistakesIn(args)).toEqual([]);
  expect(() => validate("cache", args)).not.toThrow();
});

const badImages = [
  "",
  " redis",
  "redis:7 alpine",
  "redis:7\n",
  "redis:",
  ":7",
  "redis@sha256:abc",
  `redis@sha256:${hex.slice(1)}`,
  `redis@sha256:${hex}0`,
  `redis@sha256:${hex.toUpperCase()}`,
  `redis@md5:${hex}`,
  "https://docker.io/redis",
  "Redis",
  "team/Redis:7",
  "/redis",
  "redis/",
  "-redis",
  "redis:-7",
  "registry:port/redis",
  "redis;id",
  "$(id)",
  `redis:${a(129)}`,
  a(513),
  7,
  null,
  true,
];

test.each(badImages)("the image %j is refused", (image) => {
  const error = errorOf("cache", { target: "docker", docker: { image } });
  expectOneMistake(error, "docker.image", JSON.stringify(image), text.image);
});

/** Whole arguments; the one path, its value as the message shows it, and what is allowed. */
const badArgs: [args: unknown, path: string, shown: string, allowed: string][] = [
  [{}, "target", "undefined", text.target],
  [{ target: undefined }, "target", "undefined", text.target],
  [{ target: null }, "target", "null", text.target],
  [{ target: "" }, "target", '""', text.target],
  [{ target: "Docker" }, "target", '"Docker"', text.target],
  [{ target: "podman" }, "target", '"podman"', text.target],
  [{ target: "ElastiCache" }, "target", '"ElastiCache"', text.target],
  [{ target: "elasticache" }, "elasticache.vpcId", "undefined", text.vpc],
  [{ target: "elasticache", elasticache: {} }, "elasticache.vpcId", "undefined", text.vpc],
  [{ target: "elasticache", elasticache: null }, "elasticache", "null", text.object],
  [{ target: "docker", elasticache: { port: 80 } }, "elasticache.port", "80", text.unprivilegedPort],
  [{ target: ["docker"] }, "target", '["docker"]', text.target],
  [{ target: "docker", docker: null }, "docker", "null", text.object],
  [{ target: "docker", docker: "redis:7" }, "docker", '"redis:7"', text.object],
  [{ target: "docker", docker: 6379 }, "docker", "6379", text.object],
  [{ target: "docker", docker: true }, "docker", "true", text.object],
  [{ target: "docker", docker: [{ port: 6379 }] }, "docker", '[{"port":6379}]', text.object],
  [{ target: "docker", rotation: null }, "rotation", "null", text.object],
  [{ target: "docker", rotation: 90 }, "rotation", "90", text.object],
  [{ target: "docker", rotation: "90" }, "rotation", '"90"', text.object],
  [{ target: "docker", rotation: [90] }, "rotation", "[90]", text.object],
  [{ target: "docker", everyDays: 90 }, "everyDays", "90", text.keys.component],
  [{ target: "docker", "rotation.everyDays": 90 }, "rotation.everyDays", "90", text.keys.component],
  [{ target: "docker", port: 6379 }, "port", "6379", text.keys.component],
  [{ target: "docker", "docker.port": 6379 }, "docker.port", "6379", text.keys.component],
  [{ target: "docker", Docker: {} }, "Docker", "{}", text.keys.component],
  [{ target: "docker", toString: "x" }, "toString", '"x"', text.keys.component],
  [undefined, "args", "undefined", "an object with a target"],
  [null, "args", "null", "an object with a target"],
  ["docker", "args", '"docker"', "an object with a target"],
  [[], "args", "[]", "an object with a target"],
];

test.each(badArgs)("arguments %j are refused", (args, path, shown, allowed) => {
  expectOneMistake(errorOf("cache", args), path, shown, allowed);
});

test.each(["", "1cache", "-cache", "my_cache", "my.cache", "my cache", "caché", "cache\n", a(31), 7, null])(
  "the component name %j is refused",
  (name) => {
    expectOneMistake(errorOf(name, { target: "docker" }), "name", JSON.stringify(name), text.name);
  },
);

test.each<[object | undefined]>([
  [undefined],
  [{}],
  [{ port: 1 }],
  [{ port: 65535 }],
  [{ port: undefined }],
  [{ bindAddress: "127.0.0.1" }],
  [{ memory: 32 }],
  [{ memory: 1048576 }],
  [{ memory: 1048576, maxmemory: 1048575 }],
  [{ maxmemory: 8 }],
  [{ maxmemory: 255 }],
  [{ memory: 100, maxmemory: 99 }],
  ...text.policy
    .slice("one of ".length)
    .split(", ")
    .map((maxmemoryPolicy): [object] => [{ maxmemoryPolicy }]),
  [{ persistence: true }],
  [{ persistence: false }],
  [{ keepData: true }],
  [{ keepData: false }],
  [{ dataVolume: "ab" }],
  [{ dataVolume: "0_.-" }],
  [{ dataVolume: a(255) }],
  [{ keepData: undefined, dataVolume: "kept" }],
  [{ restart: "unless-stopped" }],
  [{ restart: "on-failure" }],
  [{ image: "redis" }],
  [{ image: "redis:7-alpine" }],
  [{ image: "docker.io/library/redis:7.4.2" }],
  [{ image: "localhost:5000/team/my-redis_1:V7" }],
  [{ image: `ghcr.io/team/redis:7@sha256:${hex}` }],
  [{ image: `redis@sha256:${hex}` }],
  [{ image: `redis:${a(128)}` }],
  [{ image: a(512) }],
  [{ image: pulumi.output("known later") }],
  [{ image: Promise.resolve("known later") }],
])("%j is accepted", (docker) => {
  const args = { target: "docker", docker } as SecureRedisArgs;
  expect(mistakesIn(args)).toEqual([]);
  expect(() => validate("cache", args)).not.toThrow();
});

test.each(["a", "A", "a-", "my-Cache-2", a(30)])("the component name %j is accepted", (name) => {
  expect(() => validate(name, { target: "docker" })).not.toThrow();
});

test("all mistakes are told at once, in one error that Pulumi shows without a stack trace", () => {
  const error = errorOf("1st", {
    target: "podman",
    region: "eu-central-1",
    docker: { port: 0, bindAddress: "0.0.0.0", image: "", prot: 1, memory: 256 },
    rotation: { everyDays: -1, graceDays: 7, generation: 0.5 },
  });
  expect(error).toBeInstanceOf(InvalidArgumentsError);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect(error.name).toBe("InvalidArgumentsError");
  expect(error.message.split("\n")).toEqual([
    'SecureRedis "1st" has 9 invalid settings; nothing was created:',
    `  name: "1st" is not allowed; allowed: ${text.name}`,
    `  target: "podman" is not allowed; allowed: ${text.target}`,
    `  region: "eu-central-1" is not allowed; allowed: ${text.keys.component}`,
    `  docker.port: 0 is not allowed; allowed: ${text.port}`,
    `  docker.bindAddress: "0.0.0.0" is not allowed; allowed: ${text.bindAddress}`,
    `  docker.image: "" is not allowed; allowed: ${text.image}`,
    `  docker.prot: 1 is not allowed; allowed: ${text.keys.docker}`,
    `  rotation.everyDays: -1 is not allowed; allowed: ${text.everyDays}`,
    `  rotation.generation: 0.5 is not allowed; allowed: ${text.generation}`,
  ]);
});

test("all mistakes between settings are told at once", () => {
  const args: SecureRedisArgs = {
    target: "docker",
    docker: { memory: 64, maxmemory: 64, keepData: true, dataVolume: "kept" },
    rotation: { everyDays: 7, graceDays: 7 },
  };
  expect(mistakesIn(args).map(({ path }) => path)).toEqual([
    "rotation.graceDays",
    "docker.maxmemory",
    "docker.keepData",
  ]);
});

test("an image that is known late is held to the same rule", () => {
  expect(requireImage("redis:7")).toBe("redis:7");
  expect(() => requireImage("not an image")).toThrow(InvalidArgumentsError);
  expect(() => requireImage("not an image")).toThrow(
    `docker.image: "not an image" is not allowed; allowed: ${text.image}`,
  );
});

test.each([
  ["a Map", new Map([["port", 0]])],
  ["a promise", Promise.resolve({ port: 0 })],
  ["an Output", pulumi.output({ port: 0 })],
])("settings that are %s cannot be read and are refused", (_, settings) => {
  for (const group of ["docker", "elasticache", "rotation"]) {
    const mistakes = mistakesIn({ target: "docker", [group]: settings as never });
    expect(mistakes).toMatchObject([{ path: group, allowed: "an object of settings" }]);
  }
});

test("a password a day overlaps for half of it, and an unknown key hides behind no prototype", () => {
  expect(mistakesIn({ target: "docker", rotation: { everyDays: 1 } })).toEqual([]);
  expect(mistakesIn(JSON.parse('{"target":"docker","__proto__":1}'))).toMatchObject([{ path: "__proto__" }]);
});

test.each(["redis//x", "redis..x", "a._.-b", "redis./x"])("%s is no image reference", (image) => {
  expect(mistakesIn({ target: "docker", docker: { image } })).toMatchObject([{ path: "docker.image" }]);
});

test("a value that cannot be written as JSON is still named", () => {
  expect(() => validate("cache", { target: "docker", docker: { port: 10n as never } })).toThrow(
    "docker.port: 10",
  );
});
