import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../support/cloud";
import { ids } from "../support/cloud";
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
