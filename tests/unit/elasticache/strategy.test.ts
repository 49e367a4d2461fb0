import fc from "fast-check";
import { overlapOf, type Situation } from "../../../components/elasticache/strategy";
import { day } from "../../../components/rotation";

const time = Date.parse("2026-03-01T12:00:00Z");
const first = { strategy: "SET", first: true } as const;
const ended = { strategy: "SET" } as const;
const begun = { strategy: "ROTATE", endsAt: time + day } as const;

const situation = (changes: Partial<Situation>): Situation => ({
  password: "new",
  overlap: begun,
  deployed: { password: "old", since: time - 100 * day },
  open: false,
  time,
  graceDays: 1,
  ...changes,
});

test.each<[string, Partial<Situation>, object]>([
  ["of all, in an empty secret, is set", { overlap: first, deployed: undefined }, first],
  [
    "of all, in the secret already, stays set",
    { overlap: first, deployed: { password: "new", since: time } },
    first,
  ],
  ["of all, beside another in the secret, comes by ROTATE", { overlap: first }, begun],
  ["that the secret does not hold yet comes by ROTATE, and its grace begins now", {}, begun],
  ["that the secret does not hold yet comes by ROTATE even after the grace", { overlap: ended }, begun],
  ["of an empty secret that is not the first comes by ROTATE", { deployed: undefined }, begun],
  [
    "that the secret holds stays in ROTATE until the grace is over",
    { deployed: { password: "new", since: time - day + 1 } },
    { strategy: "ROTATE", endsAt: time + 1 },
  ],
  [
    "that the secret has held for the grace is set",
    { deployed: { password: "new", since: time - day } },
    ended,
  ],
  [
    "whose grace is over by the clock, but not by the secret, stays in ROTATE",
    { overlap: ended, deployed: { password: "new", since: time - 1 } },
    { strategy: "ROTATE", endsAt: time + day - 1 },
  ],
  ["of an open group is set", { open: true }, ended],
  ["of an open group is set at first as well", { open: true, overlap: first, deployed: undefined }, ended],
])("a password %s", (_, changes, expected) => {
  expect(overlapOf(situation(changes))).toStrictEqual(expected);
});

const passwords = fc.constantFrom("a", "b");
const times = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2100) });
const situations: fc.Arbitrary<Situation> = fc.record({
  password: passwords,
  overlap: fc.oneof(fc.constant(first), fc.constant(ended), fc.constant(begun)),
  deployed: fc.option(fc.record({ password: passwords, since: times }), { nil: undefined }),
  open: fc.boolean(),
  time: times,
  graceDays: fc.double({ min: 0.0001, max: 365, noNaN: true }),
});

test("an open group never gets ROTATE, which would leave it open", () => {
  fc.assert(
    fc.property(situations, (situation) => {
      expect(overlapOf({ ...situation, open: true }).strategy).toBe("SET");
    }),
  );
});

test("SET is for a password that the secret has held for the grace, or for the first of all", () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { password, overlap, deployed, time, graceDays } = situation;
      if (overlapOf({ ...situation, open: false }).strategy === "SET") {
        const held = deployed?.password === password && time >= deployed.since + graceDays * day;
        const isFirst = overlap.first === true && (deployed ?? { password }).password === password;
        expect(held || isFirst).toBe(true);
      }
    }),
  );
});

test("ROTATE ends when the grace is over, counted from when the secret held the password", () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { password, deployed, time, graceDays } = situation;
      const { strategy, endsAt } = overlapOf(situation);
      const since = deployed?.password === password ? deployed.since : time;
      expect(endsAt).toBe(strategy === "ROTATE" ? since + graceDays * day : undefined);
      expect(endsAt === undefined || endsAt > time).toBe(true);
    }),
  );
});
