/** A constraint on one value that its type does not say: what is allowed, as text, and whether a value is. */
export interface Rule {
  allowed: string;
  accepts(value: unknown): boolean;
}

/** One of some values. */
export const oneOf = (...values: (string | number)[]): Rule => ({
  allowed: `must be one of ${values.join(", ")}`,
  accepts: (value) => values.includes(value as string | number),
});

/** A whole number from `min` to `max`. */
export const wholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER): Rule => ({
  allowed: `must be a whole number ${max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`}`,
  accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
});

/** Text of some form. */
export const matching = (pattern: RegExp, allowed: string): Rule => ({
  allowed: `must be ${allowed}`,
  accepts: (value) => pattern.test(value as string),
});

/** Any rule of several. */
export const either = (...rules: [Rule, ...Rule[]]): Rule => ({
  allowed: rules
    .map(({ allowed }, index) => (index === 0 ? allowed : allowed.replace(/^must be /, "")))
    .join(" or "),
  accepts: (value) => rules.some((rule) => rule.accepts(value)),
});

export const arn = matching(/^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:.+$/, "an ARN");

export const notEmpty = matching(/./, "text that is not empty");

/** A JSON object, as text; an object is turned into text before. */
export const jsonObject: Rule = {
  allowed: "must be a JSON object",
  accepts: (value) => {
    try {
      return /^\s*\{/.test(value as string) && typeof JSON.parse(value as string) === "object";
    } catch {
      return false;
    }
  },
};
