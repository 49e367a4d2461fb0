import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { secretContent } from "../../../components/elasticache/secret";
import { ids } from "../support/cloud";
import type { Deployment } from "../support/deployment";
import { deployed } from "../support/elastiCache";
import { passwordOf } from "../support/engine";
import { promiseOf } from "../support/outputs";

const password = passwordOf("cache-password");
const topic = "arn:aws:sns:eu-central-1:123456789012:operators";

/** Everything that can be there, in the middle of a rotation. */
async function everything(): Promise<Deployment> {
  return deployed(
    {
      createKmsKey: true,
      allowFrom: { securityGroupIds: ["sg-01234567"], cidrBlocks: ["10.0.0.0/8"] },
      dns: { zoneId: "Z01", name: "cache.internal.example" },
      monitoring: { alarmTopicArns: [topic] },
      caCertificate: "-----BEGIN CERTIFICATE-----\n",
    },
    {
      cloud: {
        group: { authTokenEnabled: true },
        version: { secretString: JSON.stringify({ password }), createdDate: "2026-03-01T11:00:00Z" },
      },
      held: { "cache-first-rotated-at": "2026-01-01T00:00:00.000Z" },
      use: (redis) => redis.grantRead("api", "role-of-api"),
    },
  );
}

let deployment: Deployment;
beforeAll(async () => {
  deployment = await everything();
});

/** Where a text stands, as resource and property. */
function placesOf(text: string): string[] {
  return [...deployment.registrations.values()].flatMap(({ name, inputs }) =>
    Object.entries(inputs)
      .filter(([, value]) => JSON.stringify(value)?.includes(text))
      .map(([key]) => `${name}.${key}`),
  );
}

test("the password stands in the group's token and in the secret, and nowhere else", () => {
  expect(deployment.registrations.size).toBeGreaterThan(30);
  expect(placesOf(password).sort()).toEqual([
    "cache-connection-version.secretString",
    "cache-group.authToken",
  ]);
});

test("the password is in no resource's name", () => {
  expect([...deployment.registrations.keys()].filter((name) => name.includes(password))).toEqual([]);
});

test("where the password stands, the state holds it encrypted", () => {
  for (const [name, key] of [
    ["cache-group", "authToken"],
    ["cache-connection-version", "secretString"],
  ] as const) {
    expect(pulumi.runtime.isRpcSecret(deployment.registrations.get(name)?.inputs[key])).toBe(true);
  }
});

test("nothing else is encrypted: a strategy that was decided by a secret can be read in a preview", () => {
  const encrypted = [...deployment.registrations.values()].flatMap(({ name, inputs }) =>
    Object.entries(inputs)
      .filter(([, value]) => pulumi.runtime.isRpcSecret(value))
      .map(([key]) => `${name}.${key}`),
  );
  expect(encrypted.sort()).toEqual(["cache-connection-version.secretString", "cache-group.authToken"]);
  expect(deployment.inputsOf("cache-group").authTokenUpdateStrategy).toBe("ROTATE");
});

test("the password is asked of nobody", () => {
  expect(JSON.stringify([...deployment.questions])).not.toContain(password);
});

test("of the outputs, the password and the URL with it are secret", async () => {
  const { redis } = deployment;
  expect(await pulumi.isSecret(redis.url)).toBe(true);
  expect(await pulumi.isSecret(redis.password)).toBe(true);
  const open = {
    redactedUrl: redis.redactedUrl,
    host: redis.host,
    port: redis.port,
    username: redis.username,
    tls: redis.tls,
    readerHost: redis.readerHost,
    secretArn: redis.secretArn,
    caCertificate: redis.caCertificate,
    target: redis.target,
    passwordRotatedAt: redis.passwordRotatedAt,
    nextRotationAt: redis.nextRotationAt,
    overlapEndsAt: redis.overlapEndsAt,
  };
  for (const [name, output] of Object.entries<pulumi.Output<unknown> | undefined>(open)) {
    expect([name, output && (await pulumi.isSecret(output))]).toEqual([name, false]);
    expect([name, output && String(await promiseOf(output)).includes(password)]).toEqual([name, false]);
  }
  expect(await promiseOf(redis.overlapEndsAt)).toBe("2026-03-02T11:00:00.000Z");
  expect(await promiseOf(redis.redactedUrl)).toBe("rediss://:***@primary.example:6379/0");
  expect(await promiseOf(redis.secretArn as pulumi.Output<string>)).toBe(ids.secret);
});

test("the secret holds the connection under these keys, and the URL leads to the same", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-zA-Z0-9]{48}$/),
      fc.integer({ min: 1024, max: 65535 }),
      fc.constantFrom("redis", "valkey"),
      (password, port, engine) => {
        const content = secretContent(
          { host: "primary.example", port, username: "", tls: true },
          password,
          engine,
        );
        expect(JSON.parse(content)).toEqual({
          engine,
          host: "primary.example",
          port,
          username: "",
          password,
          tls: true,
          url: `rediss://:${password}@primary.example:${port}/0`,
        });
      },
    ),
  );
});
