import fc from "fast-check";
import { minutesOfDay, minutesOfWeek, overlap } from "../../../components/elasticache/windows";

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const ofDay = fc.record({
  begin: fc.integer({ min: 0, max: dayMinutes - 1 }),
  minutes: fc.integer({ min: 1, max: dayMinutes - 1 }),
});
const ofWeek = fc.record({
  begin: fc.integer({ min: 0, max: weekMinutes - 1 }),
  minutes: fc.oneof(fc.integer({ min: 1, max: 180 }), fc.integer({ min: 1, max: weekMinutes - 1 })),
});

const two = (value: number) => String(value).padStart(2, "0");
const timeOfDay = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const timeOfWeek = (minute: number) =>
  `${days[Math.floor(minute / dayMinutes)]}:${timeOfDay(minute % dayMinutes)}`;

/** Goes through the week's minutes one by one. */
function shareMinute(daily: { begin: number; minutes: number }, weekly: { begin: number; minutes: number }) {
  const isIn = (minute: number, { begin, minutes }: typeof daily, period: number) =>
    (minute - begin + period) % period < minutes;
  for (let minute = 0; minute < weekMinutes; minute++) {
    if (isIn(minute % dayMinutes, daily, dayMinutes) && isIn(minute, weekly, weekMinutes)) {
      return true;
    }
  }
  return false;
}

test("a daily and a weekly window overlap exactly when they share a minute", () => {
  fc.assert(
    fc.property(ofDay, ofWeek, (daily, weekly) => {
      expect(overlap(daily, weekly)).toBe(shareMinute(daily, weekly));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["02:00-03:00", "sun:04:00-sun:05:00", false],
  ["04:00-05:00", "sun:05:00-sun:06:00", false],
  ["05:00-06:00", "sun:04:00-sun:05:00", false],
  ["04:59-06:00", "sun:04:00-sun:05:00", true],
  ["03:00-04:01", "sun:04:00-sun:05:00", true],
  ["23:30-00:30", "mon:00:00-mon:01:00", true],
  ["23:30-00:30", "mon:00:30-mon:01:30", false],
  ["23:00-01:00", "sun:22:30-sun:23:30", true],
  ["00:00-01:00", "sun:23:30-mon:00:30", true],
  ["22:00-23:00", "sun:23:30-mon:00:30", false],
  ["12:00-13:00", "mon:18:00-tue:18:00", true],
])("%s and %s overlap: %s", (daily, weekly, expected) => {
  const [day, week] = [minutesOfDay(daily), minutesOfWeek(weekly)];
  expect(day && week && overlap(day, week)).toBe(expected);
});

test("what is written is read, midnight and the end of the week included", () => {
  fc.assert(
    fc.property(ofDay, ofWeek, (daily, weekly) => {
      const endOfDay = (daily.begin + daily.minutes) % dayMinutes;
      expect(minutesOfDay(`${timeOfDay(daily.begin)}-${timeOfDay(endOfDay)}`)).toEqual(daily);
      const endOfWeek = (weekly.begin + weekly.minutes) % weekMinutes;
      expect(minutesOfWeek(`${timeOfWeek(weekly.begin)}-${timeOfWeek(endOfWeek)}`)).toEqual(weekly);
    }),
  );
});

test.each(["24:00-01:00", "01:00-24:00", "00:60-02:00", "01:00-02:60", "01:00", "ab:cd-ef:gh"])(
  "%s is no time of day",
  (text) => {
    expect(minutesOfDay(text)).toBeUndefined();
  },
);

test.each(["son:04:00-sun:05:00", "sun:04:00-son:05:00", "sun:24:00-mon:01:00", "sun:04:60-sun:06:00"])(
  "%s is no time of the week",
  (text) => {
    expect(minutesOfWeek(text)).toBeUndefined();
  },
);

test("a window that ends as it begins lasts no time", () => {
  expect(minutesOfDay("02:00-02:00")).toEqual({ begin: 120, minutes: 0 });
  expect(minutesOfWeek("sun:02:00-sun:02:00")?.minutes).toBe(0);
});
