const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A span of time that comes again each day or week. */
export interface Window {
  /** Minute of the day or week at which it begins. */
  begin: number;
  /** How long it lasts. */
  minutes: number;
}

/** Reads `hh:mm-hh:mm`; undefined where that is no time of day. A window may go over midnight. */
export function minutesOfDay(text: string): Window | undefined {
  const [begin, end] = text.split("-").map(timeOfDay);
  return windowOf(begin, end, dayMinutes);
}

/** Reads `ddd:hh:mm-ddd:hh:mm`; undefined where that is no time of the week. */
export function minutesOfWeek(text: string): Window | undefined {
  const [begin, end] = text.split("-").map((time) => {
    const day = days.indexOf(time.slice(0, 3));
    const minute = timeOfDay(time.slice(4));
    return day < 0 || minute === undefined ? undefined : day * dayMinutes + minute;
  });
  return windowOf(begin, end, weekMinutes);
}

/** Whether a daily and a weekly window have a minute in common. */
export function overlap(daily: Window, weekly: Window): boolean {
  // The daily window of the day before the week, of each of its days, and of the day after it.
  return Array.from({ length: days.length + 2 }, (_, day) => (day - 1) * dayMinutes + daily.begin).some(
    (begin) => begin < weekly.begin + weekly.minutes && weekly.begin < begin + daily.minutes,
  );
}

function timeOfDay(text: string): number | undefined {
  const [hour = Number.NaN, minute = Number.NaN] = text.split(":").map(Number);
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

function windowOf(begin: number | undefined, end: number | undefined, period: number): Window | undefined {
  return begin === undefined || end === undefined
    ? undefined
    : { begin, minutes: (end - begin + period) % period };
}
