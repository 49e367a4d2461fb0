import * as pulumi from "@pulumi/pulumi";
import { Deployment, deployedAt } from "./support/deployment";
import { promiseOf } from "./support/outputs";

const hour = 60 * 60 * 1000;
const later = (milliseconds: number, since = deployedAt) =>
  new Date(Date.parse(since) + milliseconds).toISOString();

/** Without a schedule the generation is the epoch. */
const byHand = (generation: number, graceDays?: number) => ({ everyDays: 0, graceDays, generation });

/** The stash of a stack that is older than its current password. */
const born = { "cache-first-rotated-at": later(-2000 * hour) };

/** The stashes of a stack whose password 1 follows password 0. */
const rotated = { ...born, "cache-rotated-at-1": deployedAt };

async function phaseOf({ redis, ...deployment }: Deployment) {
  return {
    phase: deployment.registrations.get("cache-phase")?.inputs.input,
    rotatedAt: await promiseOf(redis.passwordRotatedAt),
    overlapEndsAt: await promiseOf(redis.overlapEndsAt),
  };
}

describe("a deployment", () => {
  test("that is the first sets the one password, and nothing overlaps", async () => {
    const deployment = await Deployment.complete({ rotation: byHand(5) });
    expect(deployment.uploads()["/loader/strategies"]).toBe("default SET\n");
    expect(await phaseOf(deployment)).toEqual({
      phase: "SET 5",
      rotatedAt: deployedAt,
      overlapEndsAt: undefined,
    });
  });

  test("that rotates lets both passwords in, from now on", async () => {
    const at = later(1000 * hour);
    const deployment = await Deployment.complete({
      rotation: byHand(1, 0.5),
      at,
      held: born,
    });
    expect(deployment.uploads()["/loader/strategies"]).toBe("default ROTATE\n");
    expect(deployment.inputsOf("cache-password").keepers).toEqual({ epoch: "1" });
    expect(await phaseOf(deployment)).toEqual({
      phase: "ROTATE 1",
      rotatedAt: at,
      overlapEndsAt: later(12 * hour, at),
    });
  });

  test.each([
    ["within the grace", 23.9, "ROTATE"],
    ["at the end of the grace", 24, "SET"],
    ["long after it", 1000, "SET"],
  ])("%s goes by when the password was deployed first", async (_, hours, strategy) => {
    const deployment = await Deployment.complete({
      rotation: byHand(1),
      at: later(hours * hour),
      held: rotated,
    });
    expect(deployment.uploads()["/loader/strategies"]).toBe(`default ${strategy}\n`);
    expect(await phaseOf(deployment)).toEqual({
      phase: `${strategy} 1`,
      rotatedAt: deployedAt,
      overlapEndsAt: strategy === "SET" ? undefined : later(24 * hour),
    });
  });

  test("of the first password, later, still overlaps with nothing", async () => {
    const held = { "cache-first-rotated-at": deployedAt, "cache-rotated-at-0": deployedAt };
    const deployment = await Deployment.complete({ rotation: byHand(0), at: later(hour), held });
    expect(await phaseOf(deployment)).toEqual({
      phase: "SET 0",
      rotatedAt: deployedAt,
      overlapEndsAt: undefined,
    });
  });

  test("that goes back to the number of the first password overlaps like any other", async () => {
    const at = later(1000 * hour);
    const deployment = await Deployment.complete({ rotation: byHand(0), at, held: born });
    expect(await phaseOf(deployment)).toMatchObject({ phase: "ROTATE 0", rotatedAt: at });
  });

  test("with no days of grace ends the previous password at once", async () => {
    const deployment = await Deployment.complete({
      rotation: byHand(1, 0),
      held: born,
    });
    expect(deployment.uploads()).toMatchObject({
      "/loader/strategies": "default SET\n",
      "/loader/grace-seconds": "0",
    });
    expect(await promiseOf(deployment.redis.overlapEndsAt)).toBeUndefined();
  });

  test.each([
    [0.5, "43200"],
    [1 / 86400, "1"],
    [1 / 7, "12343"],
    [365, "31536000"],
  ])("with %d days of grace tells the loader whole seconds", async (graceDays, seconds) => {
    const deployment = await Deployment.complete({ rotation: byHand(0, graceDays) });
    expect(deployment.uploads()["/loader/grace-seconds"]).toBe(seconds);
  });

  test("tells of the next rotation, which comes then and not before", async () => {
    const stashAt = async (at: string) => {
      const deployment = await Deployment.complete({ at });
      const stash = [...deployment.registrations.keys()].find((name) => name.startsWith("cache-rotated-at-"));
      return { stash, next: await promiseOf(deployment.redis.nextRotationAt) };
    };
    const { stash, next = "" } = await stashAt(deployedAt);
    expect(stash).toBe("cache-rotated-at-228");
    expect(await stashAt(later(-1, next))).toEqual({ stash, next });
    expect(await stashAt(next)).toEqual({ stash: "cache-rotated-at-229", next: later(90 * 24 * hour, next) });
  });

  test("without a schedule tells of no next rotation", async () => {
    const { redis } = await Deployment.complete({ rotation: byHand(0) });
    expect(await promiseOf(redis.nextRotationAt)).toBeUndefined();
  });
});

describe("the notice", () => {
  const info = jest.spyOn(pulumi.log, "info").mockResolvedValue(undefined);
  const noticesOf = async (options: Parameters<typeof Deployment.complete>[0]) => {
    info.mockClear();
    const { redis } = await Deployment.complete({ preview: true, ...options });
    expect(info.mock.calls.every(([, resource]) => resource === redis)).toBe(true);
    return info.mock.calls.map(([message]) => message);
  };
  const first = { "cache-first-rotated-at": deployedAt, "cache-rotated-at-0": deployedAt };
  const newPassword = {
    rotation: byHand(1),
    held: { ...first, "cache-phase": "SET 0" },
    at: later(1000 * hour),
  };
  const endOfOverlap = {
    rotation: byHand(1),
    held: { ...rotated, "cache-phase": "ROTATE 1" },
    at: later(24 * hour),
  };

  test("of a preview tells of a new password, and until when the one before logs in", async () => {
    expect(await noticesOf(newPassword)).toEqual([
      `a new password with this deployment: the one before logs in until ${later(1024 * hour)}`,
    ]);
  });

  test("of a preview tells of a new password while the one before still overlaps", async () => {
    const held = { ...rotated, "cache-phase": "ROTATE 1" };
    expect(await noticesOf({ rotation: byHand(2), held, at: later(hour) })).toEqual([
      `a new password with this deployment: the one before logs in until ${later(25 * hour)}`,
    ]);
  });

  test("of a preview tells that the one before ends at once where there is no grace", async () => {
    expect(await noticesOf({ ...newPassword, rotation: byHand(1, 0) })).toEqual([
      "a new password with this deployment: the one before ends at once",
    ]);
  });

  test("of a preview tells of the end of an overlap", async () => {
    expect(await noticesOf(endOfOverlap)).toEqual([
      `the overlap ends with this deployment: only the password of ${deployedAt} logs in after it`,
    ]);
  });

  test.each([
    ["the first deployment", { rotation: byHand(7) }],
    ["no change within an overlap", { ...endOfOverlap, at: later(23 * hour) }],
    ["no change after it", { ...endOfOverlap, held: { ...rotated, "cache-phase": "SET 1" } }],
    ["no change of the first password", { ...newPassword, rotation: byHand(0) }],
  ])("is not there for %s", async (_, options) => {
    expect(await noticesOf(options)).toEqual([]);
  });

  test.each([
    ["a new password", newPassword],
    ["the end of an overlap", endOfOverlap],
  ])("of %s comes with a preview only", async (_, options) => {
    expect(await noticesOf({ ...options, preview: false })).toEqual([]);
  });
});
