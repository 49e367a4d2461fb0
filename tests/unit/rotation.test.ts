import fc from "fast-check";
import {
  day,
  epochAt,
  nextWindow,
  overlapAt,
  type RotationSettings,
  rotationSettings,
} from "../../components/rotation";

const times = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2100) });
const urns = fc.string();
const schedules = fc.record({
  everyDays: fc.integer({ min: 1, max: 3650 }),
  graceDays: fc.constant(1),
  generation: fc.integer({ min: 0, max: 1000 }),
});

/** The edge that follows `time`, which a schedule always has. */
function edge(time: number, settings: RotationSettings, urn: string): number {
  const next = nextWindow(time, settings, urn);
  if (next === undefined) {
    throw new Error("no window follows");
  }
  return next;
}

describe("the epoch", () => {
  test("never falls as time passes", () => {
    fc.assert(
      fc.property(times, fc.nat(1000 * day), schedules, urns, (time, later, settings, urn) => {
        expect(epochAt(time + later, settings, urn)).toBeGreaterThanOrEqual(epochAt(time, settings, urn));
      }),
    );
  });

  test("grows by exactly one at each window's edge, and nowhere inside", () => {
    fc.assert(
      fc.property(times, schedules, urns, (time, settings, urn) => {
        const epoch = epochAt(time, settings, urn);
        const next = edge(time, settings, urn);
        expect(next).toBeGreaterThan(time);
        expect(next - time).toBeLessThanOrEqual(settings.everyDays * day);
        expect(epochAt(next - 1, settings, urn)).toBe(epoch);
        expect(epochAt(next, settings, urn)).toBe(epoch + 1);
      }),
    );
  });

  test("has windows of equal length", () => {
    fc.assert(
      fc.property(times, schedules, urns, (time, settings, urn) => {
        const next = edge(time, settings, urn);
        expect(edge(next, settings, urn)).toBe(next + settings.everyDays * day);
        expect(edge(next - 1, settings, urn)).toBe(next);
      }),
    );
  });

  test("grows by one with each bump of the generation, which moves no window", () => {
    fc.assert(
      fc.property(times, schedules, urns, (time, settings, urn) => {
        const bumped = { ...settings, generation: settings.generation + 1 };
        expect(epochAt(time, bumped, urn)).toBe(epochAt(time, settings, urn) + 1);
        expect(nextWindow(time, bumped, urn)).toBe(nextWindow(time, settings, urn));
      }),
    );
  });

  test("is the same whenever it is asked for", () => {
    fc.assert(
      fc.property(times, schedules, urns, (time, settings, urn) => {
        expect(epochAt(time, { ...settings }, urn)).toBe(epochAt(time, settings, urn));
      }),
    );
  });

  test("is the same in every version: another one would rotate all passwords", () => {
    const time = Date.parse("2026-03-01T12:00:00Z");
    const urn = "urn:pulumi:dev::shop::cache";
    expect(epochAt(time, rotationSettings(), urn)).toBe(228);
    expect(new Date(edge(time, rotationSettings(), urn)).toISOString()).toBe("2026-04-24T18:04:51.288Z");
  });

  test("does not care for the length of an overlap", () => {
    fc.assert(
      fc.property(times, schedules, urns, fc.integer({ max: 365 }), (time, settings, urn, graceDays) => {
        expect(epochAt(time, { ...settings, graceDays }, urn)).toBe(epochAt(time, settings, urn));
      }),
    );
  });

  test("does not change at midnight UTC", () => {
    const days = fc.integer({ min: 10_000, max: 50_000 });
    fc.assert(
      fc.property(days, schedules, urns, (days, settings, urn) => {
        const midnight = days * day;
        expect(epochAt(midnight, settings, urn)).toBe(epochAt(midnight - 1, settings, urn));
      }),
    );
  });

  test("of a fleet grows all through the window", () => {
    const fleet = Array.from({ length: 1000 }, (_, index) => `urn:pulumi:stack-${index}::shop::cache`);
    const time = Date.UTC(2026, 0, 1);
    const waits = fleet.map((urn) => edge(time, rotationSettings(), urn) - time);
    expect(new Set(waits).size).toBe(fleet.length);
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => waits.filter((wait) => Math.ceil(wait / (9 * day)) === tenth + 1).length,
    );
    expect(Math.min(...tenths)).toBeGreaterThan(60);
    expect(Math.max(...tenths)).toBeLessThan(140);
  });

  test("is the generation when there is no schedule", () => {
    fc.assert(
      fc.property(times, fc.nat(1_000_000), urns, (time, generation, urn) => {
        const settings = { everyDays: 0, graceDays: 1, generation };
        expect(epochAt(time, settings, urn)).toBe(generation);
        expect(nextWindow(time, settings, urn)).toBeUndefined();
      }),
    );
  });
});

describe("the overlap", () => {
  const rotatedAt = Date.parse("2026-03-01T12:00:00Z");
  const graces = fc.double({ min: 0.001, max: 365, noNaN: true });

  test("never begins with the first password, which it names as the first", () => {
    fc.assert(
      fc.property(times, times, graces, (time, rotatedAt, graceDays) => {
        expect(overlapAt(time, { rotatedAt, first: true, graceDays })).toStrictEqual({
          strategy: "SET",
          first: true,
        });
      }),
    );
  });

  test("lasts until just before its end", () => {
    fc.assert(
      fc.property(times, graces, (rotatedAt, graceDays) => {
        const password = { rotatedAt, first: false, graceDays };
        const endsAt = rotatedAt + graceDays * day;
        const last = Math.ceil(endsAt) - 1;
        for (const time of [rotatedAt, last]) {
          expect(overlapAt(time, password)).toStrictEqual({ strategy: "ROTATE", endsAt });
        }
        for (const time of [endsAt, last + 1, last + 1000 * day]) {
          expect(overlapAt(time, password)).toStrictEqual({ strategy: "SET" });
        }
      }),
    );
  });

  test("does not take place without days of grace", () => {
    const password = { rotatedAt, first: false, graceDays: 0 };
    expect(overlapAt(rotatedAt, password)).toStrictEqual({ strategy: "SET" });
    expect(overlapAt(rotatedAt + 1, password)).toStrictEqual({ strategy: "SET" });
  });

  test.each([
    [0.5, "2026-03-02T00:00:00.000Z"],
    [0.25, "2026-03-01T18:00:00.000Z"],
    [1.5, "2026-03-03T00:00:00.000Z"],
    [1 / 86400, "2026-03-01T12:00:01.000Z"],
    [365, "2027-03-01T12:00:00.000Z"],
  ])("of %d days ends at %s", (graceDays, end) => {
    const { endsAt } = overlapAt(rotatedAt, { rotatedAt, first: false, graceDays });
    expect(new Date(endsAt ?? Number.NaN).toISOString()).toBe(end);
  });
});

test("a setting that is not given has its default, and zero is given", () => {
  expect(rotationSettings()).toEqual({ everyDays: 90, graceDays: 1, generation: 0 });
  expect(rotationSettings({ graceDays: undefined })).toEqual(rotationSettings());
  expect(rotationSettings({ everyDays: 0, graceDays: 0 })).toEqual({
    everyDays: 0,
    graceDays: 0,
    generation: 0,
  });
  expect(rotationSettings({ generation: 3 })).toEqual({ everyDays: 90, graceDays: 1, generation: 3 });
});
