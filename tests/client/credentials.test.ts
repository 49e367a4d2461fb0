import { RedisCredentialsError } from "../../client";
import { calledCredentials, keptCredentials } from "../../client/credentials";
import type { CredentialsCallback } from "../../client/options";
import { readSecret } from "../../client/secret";
import { parseSecret } from "../../client/secretData";

const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:cache-AbCdEf";

test("a callback is asked for each connection, whether it answers at once or later", async () => {
  let count = 0;
  const now = calledCredentials(() => ({ password: `p${++count}` }));
  expect([await now.next(), await now.next()]).toEqual([{ password: "p1" }, { password: "p2" }]);
  expect(await calledCredentials(async () => ({ username: "u", password: "p" })).next()).toEqual({
    username: "u",
    password: "p",
  });
});

test.each<[string, () => unknown]>([
  [
    "throws",
    () => {
      throw new Error("no vault");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no vault"))],
  ["gives nothing", () => undefined],
  ["gives no password", () => ({ password: "" })],
  ["gives a wrong user name", () => ({ username: 1, password: "p" })],
])("a callback that %s is told", async (_, callback) => {
  await expect(calledCredentials(callback as CredentialsCallback).next()).rejects.toBeInstanceOf(
    RedisCredentialsError,
  );
});

test("a secret is read again once it was refused, and again where that fails", async () => {
  let reads = 0;
  const source = keptCredentials({ password: "p0" }, async () => {
    reads += 1;
    if (reads === 1) {
      throw new Error("throttled");
    }
    return { password: `p${reads}` };
  });
  expect([await source.next(), await source.next()]).toEqual([{ password: "p0" }, { password: "p0" }]);
  source.refused();
  await expect(source.next()).rejects.toThrow("throttled");
  expect([await source.next(), await source.next()]).toEqual([{ password: "p2" }, { password: "p2" }]);
});

test("without the AWS SDK it is said what to install", async () => {
  const missing = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  const error: unknown = await readSecret(arn, () => Promise.reject(missing)).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RedisCredentialsError);
  expect(error).toMatchObject({
    message: expect.stringContaining("npm install @aws-sdk/client-secrets-manager"),
    cause: { code: "ERR_MODULE_NOT_FOUND" },
  });
});

test("a secret is read with its defaults", () => {
  expect(parseSecret('{"host":"h","port":"7","password":"p"}', arn)).toEqual({
    host: "h",
    port: 7,
    username: undefined,
    password: "p",
    tls: true,
    database: 0,
  });
});

test.each([
  "[]",
  "null",
  '{"host":"h","password":"hunter2","tls":"no"}',
  '{"host":"h","password":"hunter2","username":1}',
  '{"password":"hunter2"}',
])("the secret %s is refused and not shown", (json) => {
  expect(() => parseSecret(json, arn)).toThrow(RedisCredentialsError);
  expect(() => parseSecret(json, arn)).not.toThrow(/hunter2/);
});
