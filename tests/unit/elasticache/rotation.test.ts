import * as pulumi from "@pulumi/pulumi";
import { deployedPassword, isOpen } from "../../../components/elasticache/lookups";
import { answer, type Cloud, emptyCloud, ids, tokens } from "../support/cloud";
import { deployedAt } from "../support/deployment";
import { deployed } from "../support/elastiCache";
import { passwordOf } from "../support/engine";
import { promiseOf } from "../support/outputs";

const hour = 60 * 60 * 1000;
const later = (hours: number) => new Date(Date.parse(deployedAt) + hours * hour).toISOString();

const current = passwordOf("cache-password");
const group = { authTokenEnabled: true };
const holding = (password: string, createdDate: string): Cloud["version"] => ({
  secretString: JSON.stringify({ password }),
  createdDate,
});

/** The stashes of a stack whose password 1 followed password 0 at `deployedAt`. */
const rotated = { "cache-first-rotated-at": later(-2000), "cache-rotated-at-1": deployedAt };

const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
beforeEach(() => warn.mockClear());

/** Deploys password 1 and tells how the group takes it. */
async function taken(cloud: Partial<Cloud>, at = deployedAt, held: Record<string, unknown> = rotated) {
  const rotation = { everyDays: 0, generation: 1 };
  const deployment = await deployed({}, { cloud, rotation, at, held });
  const { authToken, authTokenUpdateStrategy } = deployment.inputsOf("cache-group");
  expect(authToken).toBe(current);
  return {
    strategy: authTokenUpdateStrategy,
    overlapEndsAt: await promiseOf(deployment.redis.overlapEndsAt),
  };
}

test.each<[string, Partial<Cloud>, string, object]>([
  [
    "whose secret holds the password before gets the new one beside it",
    { group, version: holding("before", later(-2000)) },
    deployedAt,
    { strategy: "ROTATE", overlapEndsAt: later(24) },
  ],
  [
    "whose secret holds the password before gets the new one beside it however late",
    { group, version: holding("before", later(-2000)) },
    later(1000),
    { strategy: "ROTATE", overlapEndsAt: later(1024) },
  ],
  [
    "whose secret holds the new password keeps the one before for the grace",
    { group, version: holding(current, later(2)) },
    later(25),
    { strategy: "ROTATE", overlapEndsAt: later(26) },
  ],
  [
    "whose secret has held the new password for the grace lets only that one in",
    { group, version: holding(current, later(2)) },
    later(26),
    { strategy: "SET", overlapEndsAt: undefined },
  ],
  [
    "whose secret is empty gets the new password beside the one before",
    { group },
    later(1000),
    { strategy: "ROTATE", overlapEndsAt: later(1024) },
  ],
])("a group %s", async (_, cloud, at, expected) => {
  expect(await taken(cloud, at)).toEqual(expected);
  expect(warn).not.toHaveBeenCalled();
});

test("the first password is set, whether or not the secret holds it already", async () => {
  const held = { "cache-first-rotated-at": deployedAt, "cache-rotated-at-1": deployedAt };
  const set = { strategy: "SET", overlapEndsAt: undefined };
  expect(await taken({}, deployedAt, {})).toEqual(set);
  expect(await taken({ group, version: holding(current, deployedAt) }, later(1), held)).toEqual(set);
});

test("a group that lets in everybody gets SET, and a warning tells of it", async () => {
  const open = { group: { authTokenEnabled: false }, version: holding("before", later(-2000)) };
  expect(await taken(open)).toEqual({ strategy: "SET", overlapEndsAt: undefined });
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    `${ids.group} accepts connections without a token; 'pulumi up --refresh' closes it`,
  ]);
});

test("a change of the grace counts from the secret's date as well", async () => {
  const rotation = { everyDays: 0, generation: 1, graceDays: 0.25 };
  const cloud = { group, version: holding(current, later(2)) };
  const endsAfter = async (at: string) => {
    const { redis } = await deployed({}, { cloud, rotation, at, held: rotated });
    return promiseOf(redis.overlapEndsAt);
  };
  expect(await endsAfter(later(7))).toBe(later(8));
  expect(await endsAfter(later(8))).toBeUndefined();
});

const createdDate = "2026-03-01T12:00:00Z";

/** Has AWS's functions answer from here on. */
function cloudOf(cloud: Partial<Cloud>) {
  return pulumi.runtime.setMocks({
    newResource: ({ name }) => ({ id: name, state: {} }),
    call: ({ token, inputs }) => answer(token, inputs, { ...emptyCloud, ...cloud }),
  });
}

describe("a group", () => {
  test.each([
    ["that is not there yet is not open", undefined, false],
    ["with a token is not open", { authTokenEnabled: true }, false],
    ["without a token is open", { authTokenEnabled: false }, true],
  ])("%s", async (_, group, expected) => {
    await cloudOf({ group });
    expect(await isOpen(ids.group, {})).toBe(expected);
  });
});

describe("the password that is deployed", () => {
  test("is what the secret holds, since its version was made", async () => {
    await cloudOf({ version: { secretString: '{"password":"held","host":"x"}', createdDate } });
    expect(await deployedPassword(ids.secret, {})).toEqual({
      password: "held",
      since: Date.UTC(2026, 2, 1, 12),
    });
  });

  test("is none where there is no version", async () => {
    await cloudOf({});
    expect(await deployedPassword(ids.secret, {})).toBeUndefined();
  });

  test("is none where the version is empty", async () => {
    await cloudOf({ version: { secretString: "", createdDate } });
    expect(await deployedPassword(ids.secret, {})).toBeUndefined();
  });

  test.each(["no JSON", "null", "{}"])(
    "is none that was deployed where the secret is %j",
    async (secretString) => {
      await cloudOf({ version: { secretString, createdDate } });
      const deployed = await deployedPassword(ids.secret, {});
      expect(deployed).toBeDefined();
      expect(deployed?.password).not.toMatch(/^[a-zA-Z0-9]{48}$/);
    },
  );
});

describe("a lookup", () => {
  test.each([
    "reading ElastiCache Replication Group: couldn't find resource",
    "ReplicationGroupNotFoundFault: ReplicationGroup cache not found",
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  ])("that fails with %j has found nothing", async (message) => {
    await cloudOf({ errors: { [tokens.group]: message, [tokens.version]: message } });
    expect(await isOpen(ids.group, {})).toBe(false);
    expect(await deployedPassword(ids.secret, {})).toBeUndefined();
  });

  test.each([
    "AccessDeniedException: not authorized to perform secretsmanager:GetSecretValue",
    "ThrottlingException: Rate exceeded",
    "DecryptionFailure: Secrets Manager can't decrypt the protected secret text",
    "dial tcp: connection refused",
  ])("that fails with %j passes it on", async (message) => {
    await cloudOf({ errors: { [tokens.group]: message, [tokens.version]: message } });
    await expect(isOpen(ids.group, {})).rejects.toThrow(message);
    await expect(deployedPassword(ids.secret, {})).rejects.toThrow(message);
  });
});
