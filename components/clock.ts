/** The environment variable that tests set the time by; an ISO 8601 date and time. */
const override = "SECURE_REDIS_NOW";

/** The time, in milliseconds since 1970. The one place that asks for it. */
export function now(): number {
  const text = process.env[override];
  const time = text === undefined ? Date.now() : Date.parse(text);
  if (Number.isNaN(time)) {
    throw new RangeError(`${override}: ${JSON.stringify(text)} is no date; allowed: ISO 8601, or no value`);
  }
  return time;
}
