/** Properties of a resource, by name. */
export type Values = Record<string, unknown>;

/** Whether a value is an object with named parts: no list, no null. */
export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a property is not there: Pulumi sends what is undefined as null or not at all. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Whether a value is what AWS means by "not set": absent, "", 0, false, or empty. */
export function isZero(value: unknown): boolean {
  return (
    isAbsent(value) ||
    value === "" ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}

/** The same properties without those that are absent. */
export function present(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isAbsent(value)));
}
