import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { connect, RedisCredentialsError } from "../../client";
import { underLoad } from "./support/child";
import { randomPassword, Server } from "./support/server";
import { Transcript } from "./support/transcript";

const environment = {
  AWS_ENDPOINT_URL: process.env.SECURE_REDIS_TEST_AWS_ENDPOINT,
  // The account, as the emulator takes it.
  AWS_ACCESS_KEY_ID: String(randomInt(10 ** 11, 10 ** 12)),
  AWS_SECRET_ACCESS_KEY: "test",
};

let server: Server;
let aws: SecretsManagerClient;
let arn: string;
const seen = new Transcript();
const before = { ...process.env };

beforeAll(async () => {
  if (!environment.AWS_ENDPOINT_URL) {
    throw new Error("SECURE_REDIS_TEST_AWS_ENDPOINT is not set; run the tests with npm test");
  }
  Object.assign(process.env, environment);
  server = await Server.start();
  aws = new SecretsManagerClient({ region: "eu-central-1" });
  const created = await aws.send(
    new CreateSecretCommand({ Name: "cache", SecretString: json(server.password) }),
  );
  arn = created.ARN ?? "";
}, 60_000);

afterAll(async () => {
  process.env = before;
  aws.destroy();
  await server.remove();
});

function json(password: string): string {
  const url = `redis://:${encodeURIComponent(password)}@127.0.0.1:${server.port}/0`;
  return JSON.stringify({
    engine: "redis",
    host: "127.0.0.1",
    port: server.port,
    username: "",
    password,
    tls: false,
    url,
  });
}

async function put(value: string): Promise<void> {
  await aws.send(new PutSecretValueCommand({ SecretId: arn, SecretString: value }));
}

test("two rotations of the secret under load need no restart", async () => {
  const passwords = [server.password, randomPassword(), randomPassword()] as const;
  const [first, second, third] = passwords;
  const { report, output } = await underLoad({ ...environment, REDIS_SECRET_ARN: arn }, async () => {
    await sleep(300);
    await server.rotate(first, second);
    await sleep(500);
    await put(json(second));
    await sleep(1_500);
    await server.rotate(second, third);
    await put(json(third));
    await sleep(1_500);
  });
  expect(Object.keys(report.failed).filter((code) => code !== "REDIS_UNREACHABLE")).toEqual([]);
  // Four loops, two cuts: no more than what was under way.
  expect(report.failed.REDIS_UNREACHABLE ?? 0).toBeLessThanOrEqual(8);
  expect(report.commands).toBeGreaterThan(500);
  expect(output.match(/again after/g)).toHaveLength(2);
  expect(passwords.filter((password) => output.includes(password))).toEqual([]);
  await server.cli(third, "ACL", "SETUSER", "default", "resetpass", `>${server.password}`);
}, 60_000);

test.each([
  ["is no JSON", "hunter2", "its value must be a JSON object"],
  ["has no password", '{"host":"h"}', "its password must be"],
  ["has a wrong port", '{"host":"h","port":"x","password":"hunter2"}', "its port must be"],
])("a secret that %s is told, and not shown", async (_, value, message) => {
  await put(value);
  const error = await seen.rejection(connect({ secretArn: arn, logger: seen.logger }));
  expect(error).toBeInstanceOf(RedisCredentialsError);
  expect(error.message).toContain(message);
  expect(seen.leaks("hunter2")).toEqual([]);
});

test("a secret that is not there is told with AWS' reason", async () => {
  const error = await seen.rejection(connect({ secretArn: arn.replace("cache", "nothing") }));
  expect(error).toBeInstanceOf(RedisCredentialsError);
  expect(error.message).toContain("ResourceNotFoundException");
});
