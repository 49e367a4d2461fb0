import { backoff } from "../../client/backoff";
import { Outage } from "../../client/outage";

test("the wait is a random part of 50 ms that double up to 2 s", () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((attempt) => backoff(attempt, () => 1));
  expect(ceilings).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000]);
  expect(backoff(3, () => 0)).toBe(0);
  expect(backoff(3, () => 0.5)).toBe(100);
});

test("an outage is over when its time is, counted from the loss", () => {
  let now = 0;
  const outage = new Outage(
    1_000,
    () => now,
    () => 1,
  );
  const lost = new Error("lost");
  expect(outage.next(lost)).toBe(50);
  now = 900;
  expect(outage.next(lost)).toBe(100);
  now = 801;
  expect(outage.next(lost)).toBe(false);
  expect(outage.cause).toBe(lost);
});

test("the end of an outage tells its length and begins anew", () => {
  let now = 0;
  const outage = new Outage(
    1_000,
    () => now,
    () => 1,
  );
  expect(outage.end()).toBeUndefined();
  outage.next(new Error("lost"));
  now = 700;
  expect(outage.end()).toBe(700);
  now = 5_000;
  expect(outage.next(new Error("again"))).toBe(50);
});
