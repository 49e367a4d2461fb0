import fc from "fast-check";
import { type UserSituation, userPasswords } from "../../../components/elasticache/userPasswords";
import { day } from "../../../components/rotation";

const time = Date.parse("2026-03-01T12:00:00Z");
const situation = (more: Partial<UserSituation>): UserSituation => ({
  password: "new",
  overlap: { strategy: "SET" },
  deployed: undefined,
  previous: undefined,
  time,
  graceDays: 1,
  ...more,
});

test("the first password of all is alone", () => {
  expect(userPasswords(situation({}))).toEqual({ passwords: ["new"], overlap: { strategy: "SET" } });
  const deployed = { password: "new", since: time };
  const overlap = { strategy: "SET" as const, first: true };
  expect(userPasswords(situation({ deployed, overlap })).passwords).toEqual(["new"]);
});

test("a new password stands before the one that the secret holds, for the whole grace from now on", () => {
  const deployed = { password: "old", since: time - 90 * day };
  expect(userPasswords(situation({ deployed }))).toEqual({
    passwords: ["new", "old"],
    overlap: { strategy: "ROTATE", endsAt: time + day },
  });
});

test("a first password that replaces what someone has put into the secret lets that in for the grace", () => {
  const deployed = { password: "theirs", since: time };
  const overlap = { strategy: "SET" as const, first: true };
  expect(userPasswords(situation({ deployed, overlap })).passwords).toEqual(["new", "theirs"]);
});

test.each([
  ["within the grace", day - 1, ["new", "old"]],
  ["at its end", day, ["new"]],
  ["long after", 30 * day, ["new"]],
])("%s, counted from when the secret held the new one", (_, elapsed, passwords) => {
  const deployed = { password: "new", since: time - elapsed };
  const previous = { password: "old", since: time - 90 * day };
  expect(userPasswords(situation({ deployed, previous })).passwords).toEqual(passwords);
});

test("a secret that was written twice with the same password has no previous one", () => {
  const deployed = { password: "new", since: time };
  expect(userPasswords(situation({ deployed, previous: deployed })).passwords).toEqual(["new"]);
});

test("the deployed password logs in whatever was done before, and an interrupted deployment says the same again", () => {
  const password = fc.constantFrom("a", "b", "c");
  const known = fc.option(fc.record({ password, since: fc.integer({ min: 0, max: time }) }), {
    nil: undefined,
  });
  fc.assert(
    fc.property(password, known, known, (wanted, deployed, previous) => {
      const { passwords } = userPasswords(situation({ password: wanted, deployed, previous }));
      expect(passwords[0]).toBe(wanted);
      expect(passwords.length).toBeLessThanOrEqual(2);
      expect(new Set(passwords).size).toBe(passwords.length);
      if (deployed) {
        expect(passwords).toContain(deployed.password);
      }
    }),
  );
});
