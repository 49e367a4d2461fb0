import { RedisOptionError } from "../../client";
import type { ConnectOptions } from "../../client/options";
import { resolveConnection } from "../../client/resolve";
import { parseSecret } from "../../client/secretData";

const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:cache-AbCdEf";
const secret = { host: "s", port: 1, username: "", password: "p", tls: true };
const nobody = { username: undefined, password: undefined };

async function resolve(options: ConnectOptions, env: NodeJS.ProcessEnv = {}) {
  return (await resolveConnection(options, env, async (name) => parseSecret(JSON.stringify(secret), name)))
    .data;
}

test.each<[string, ConnectOptions, NodeJS.ProcessEnv, object]>([
  ["a URL", { url: "redis://h" }, {}, { host: "h", port: 6379, tls: false, database: 0, ...nobody }],
  [
    "a URL with all",
    { url: "rediss://u:p@h:1/2" },
    {},
    { host: "h", port: 1, tls: true, database: 2, username: "u", password: "p" },
  ],
  ["a user name that is empty", { url: "redis://:p@h/0" }, {}, { username: undefined, password: "p" }],
  ["a password that is encoded", { url: "redis://:p%2F%40%3A%25%C3%A4@h" }, {}, { password: "p/@:%ä" }],
  ["an IPv6 address", { url: "redis://[::1]:7" }, {}, { host: "::1", port: 7 }],
  [
    "REDIS_URL",
    {},
    { REDIS_URL: "redis://:p@h", REDIS_HOST: "x", REDIS_PASSWORD: "y" },
    { host: "h", password: "p" },
  ],
  ["REDIS_TLS beside REDIS_URL", {}, { REDIS_URL: "redis://h", REDIS_TLS: "true" }, { tls: true }],
  [
    "parts",
    {},
    { REDIS_HOST: "h", REDIS_PORT: "7", REDIS_USERNAME: "u", REDIS_PASSWORD: "p", REDIS_TLS: "1" },
    { host: "h", port: 7, username: "u", password: "p", tls: true },
  ],
  [
    "parts that are empty",
    {},
    { REDIS_HOST: "h", REDIS_PORT: "", REDIS_USERNAME: "", REDIS_TLS: "" },
    { port: 6379, tls: false, ...nobody },
  ],
  ["a host of the options", { host: "o" }, { REDIS_PASSWORD: "p" }, { host: "o", password: "p" }],
  [
    "options over the environment",
    { port: 9, password: "q" },
    { REDIS_URL: "redis://:p@h" },
    { host: "h", port: 9, password: "q" },
  ],
  [
    "a URL of the options alone",
    { url: "redis://h" },
    { REDIS_PASSWORD: "p", REDIS_SECRET_ARN: arn },
    nobody,
  ],
  ["tls over a URL without", { url: "redis://h", tls: true }, {}, { tls: true }],
  ["a secret", { secretArn: arn }, {}, { host: "s", port: 1, password: "p", tls: true, username: undefined }],
  ["REDIS_SECRET_ARN first", {}, { REDIS_SECRET_ARN: arn, REDIS_URL: "redis://h" }, { host: "s" }],
  [
    "a tunnel to the secret's server",
    { secretArn: arn, host: "127.0.0.1", servername: "s" },
    {},
    { host: "127.0.0.1", tls: true },
  ],
])("%s", async (_, options, env, expected) => {
  expect(await resolve(options, env)).toMatchObject(expected);
});

const hidden = "hunter2";

test.each<[string, object, NodeJS.ProcessEnv]>([
  ["url", { url: "" }, {}],
  ["url", {}, {}],
  ...[`http://:${hidden}@h`, `redis://:${hidden}@`, `redis://:${hidden}%@h`, `redis://:${hidden}@h:0`].map(
    (url): [string, object, NodeJS.ProcessEnv] => ["url", { url }, {}],
  ),
  ...[
    `redis://:${hidden}@h:70000`,
    `redis://:${hidden}#x@h`,
    `redis://:${hidden}@h/x`,
    `redis://:${hidden}@h?tls=0`,
  ].map((url): [string, object, NodeJS.ProcessEnv] => ["REDIS_URL", {}, { REDIS_URL: url }]),
  ["secretArn", { secretArn: hidden }, {}],
  ["secretArn", { secretArn: arn, url: "redis://h" }, {}],
  ["REDIS_SECRET_ARN", {}, { REDIS_SECRET_ARN: hidden }],
  ["host", { host: "a b" }, {}],
  ["REDIS_HOST", {}, { REDIS_HOST: hidden.concat("@h") }],
  ["port", { host: "h", port: "6379" }, {}],
  ["port", { host: "h", port: 0 }, {}],
  ["REDIS_PORT", {}, { REDIS_HOST: "h", REDIS_PORT: hidden }],
  ["REDIS_TLS", {}, { REDIS_HOST: "h", REDIS_TLS: hidden }],
  ["REDIS_TLS", {}, { REDIS_URL: "rediss://h", REDIS_TLS: "false" }],
  ["tls", { url: "rediss://h", tls: false }, {}],
  ["tls", { secretArn: arn, tls: false }, {}],
  ["tls", { host: "h", tls: "yes" }, {}],
  ["password", { host: "h", password: "" }, {}],
  ["username", { host: "h", username: 1 }, {}],
  ["credentials", { host: "h", credentials: hidden }, {}],
  ["credentials", { host: "h", credentials: () => ({ password: "p" }), password: hidden }, {}],
  ["ca", { host: "h", tls: true, ca: hidden }, {}],
  ["ca", { host: "h", ca: "-----BEGIN CERTIFICATE-----" }, {}],
  ["servername", { host: "h", servername: "x" }, {}],
  ["database", { host: "h", database: -1 }, {}],
  ["connectTimeout", { host: "h", connectTimeout: 0 }, {}],
  ["healthCheckInterval", { host: "h", healthCheckInterval: 1.5 }, {}],
  ["reconnectFor", { host: "h", reconnectFor: Number.POSITIVE_INFINITY }, {}],
  ["offlineQueueLimit", { host: "h", offlineQueueLimit: -1 }, {}],
  ["offlineQueueTimeout", { host: "h", offlineQueueTimeout: "5s" }, {}],
  ["logger", { host: "h", logger: {} }, {}],
  ["rejectUnauthorized", { host: "h", rejectUnauthorized: false }, {}],
  ["constructor", { host: "h", constructor: 1 }, {}],
])("%s is refused by name, without its value", async (option, options, env) => {
  const error: unknown = await resolve(options, env).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RedisOptionError);
  expect(error).toMatchObject({ option, code: "REDIS_OPTION" });
  expect((error as RedisOptionError).message).toContain(`${option} is not allowed as it is given; allowed: `);
  expect(String((error as RedisOptionError).stack)).not.toContain(hidden);
});
