import * as pulumi from "@pulumi/pulumi";
import { tokens } from "../support/cloud";
import { deployedAt } from "../support/deployment";
import { deployed } from "../support/elastiCache";
import { passwordOf } from "../support/engine";

const current = passwordOf("cache-password");
const topic = "arn:aws:sns:eu-central-1:123456789012:operators";
const settings = { createKmsKey: true, monitoring: { alarmTopicArns: [topic] } };
const rotation = { everyDays: 0, generation: 1 };
const born = { "cache-first-rotated-at": "2026-01-01T00:00:00.000Z", "cache-phase": "SET 0" };
const use = (redis: Awaited<ReturnType<typeof deployed>>["redis"]) => redis.grantRead("api", "role-of-api");

const info = jest.spyOn(pulumi.log, "info").mockResolvedValue(undefined);
const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
beforeEach(() => {
  info.mockClear();
  warn.mockClear();
});

test("of a stack that is not there registers all that a deployment does", async () => {
  const preview = await deployed(settings, { preview: true, use });
  const deployment = await deployed(settings, { use });
  const { "cache-group": _, ...rest } = preview.types();
  expect(preview.types()).toEqual(deployment.types());
  expect(Object.keys(rest).length).toBeGreaterThan(20);
  // Nothing is known of the group and the secret, so nothing is asked of them.
  expect([...preview.asked(tokens.group), ...preview.asked(tokens.version)]).toEqual([]);
  expect(preview.failures.size).toBe(0);
});

test("of a rotation does not know the new password, and tells of it all the same", async () => {
  const preview = await deployed(settings, {
    preview: true,
    rotation,
    held: born,
    cloud: { group: { authTokenEnabled: true } },
    use,
  });
  expect(preview.inputsOf("cache-group")).not.toHaveProperty("authTokenUpdateStrategy", "SET");
  expect(preview.registrations.has("cache-connection-version")).toBe(true);
  expect(info.mock.calls.map(([message]) => message)).toEqual([
    "a new password with this deployment: the one before logs in until 2026-03-02T12:00:00.000Z",
  ]);
});

test("of no change knows everything that a deployment would", async () => {
  const held = { ...born, "cache-rotated-at-1": deployedAt, "cache-phase": "ROTATE 1" };
  const cloud = {
    group: { authTokenEnabled: true },
    version: { secretString: JSON.stringify({ password: current }), createdDate: deployedAt },
  };
  const [preview, deployment] = [
    await deployed(settings, { preview: true, rotation, held, cloud, use }),
    await deployed(settings, { rotation, held, cloud, use }),
  ];
  for (const name of deployment.registrations.keys()) {
    expect([name, preview.inputsOf(name)]).toEqual([name, deployment.inputsOf(name)]);
  }
  expect(preview.inputsOf("cache-group").authTokenUpdateStrategy).toBe("ROTATE");
});

test("of an open group warns", async () => {
  const held = { ...born, "cache-rotated-at-1": deployedAt };
  await deployed({}, { preview: true, rotation, held, cloud: { group: { authTokenEnabled: false } } });
  expect(warn).toHaveBeenCalledTimes(1);
});
