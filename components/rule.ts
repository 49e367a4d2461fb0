import * as pulumi from "@pulumi/pulumi";

/** A constraint on one value: whether it holds, and what is allowed, as text. */
export interface Rule {
  allowed: string;
  /** Whether another resource may yield the value: it is not known yet then, and AWS or Docker checks it. */
  pending?: boolean;
  accepts(value: unknown): boolean;
}

/** Rules of a group of settings, by key; a key that is missing is not a setting. */
export interface Rules {
  [key: string]: Rule | Rules | NamedRules;
}

/** Rules of a group whose keys are names that the person gives. */
export interface NamedRules {
  name: Rule;
  /** What each name stands for. */
  each: Rules;
}

/** Tells a rule from a group of them. */
export function isRule(rule: Rule | Rules | NamedRules): rule is Rule {
  return "accepts" in rule && typeof rule.accepts === "function";
}

/** Tells a group of given names from a group of settings. */
export function isNamed(rules: Rules | NamedRules): rules is NamedRules {
  return "each" in rules;
}

export const wholeNumber = (min: number, max: number): Rule => ({
  allowed: `a whole number from ${min} to ${max}`,
  accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
});

export const oneOf = (...values: (string | number | boolean)[]): Rule => ({
  allowed: values.length === 1 ? `only ${values[0]}` : `one of ${values.join(", ")}`,
  accepts: (value) => values.includes(value as string | number | boolean),
});

export const truth: Rule = {
  allowed: "true or false",
  accepts: (value) => typeof value === "boolean",
};

export const matching = (pattern: RegExp, allowed: string): Rule => ({
  allowed,
  accepts: (value) => typeof value === "string" && pattern.test(value),
});

/** The same rule for a value that another resource may yield. */
export const input = (rule: Rule): Rule => ({ ...rule, pending: true });

/** A list whose every element the rule accepts. */
export const listOf = (rule: Rule): Rule => ({
  allowed: `a list, each of it ${rule.allowed}`,
  accepts: (value) => Array.isArray(value) && value.every((element) => accepts(rule, element)),
});

/** A list in which nothing stands twice, with at most `max` elements. */
export const setOf = (rule: Rule, max = 1000): Rule => ({
  allowed: `a list${max < 1000 ? ` of at most ${max}` : ""}, nothing twice, each of it ${rule.allowed}`,
  accepts: (value) =>
    listOf(rule).accepts(value) &&
    (value as unknown[]).length <= max &&
    new Set(value as unknown[]).size === (value as unknown[]).length,
});

/** Whether a rule accepts a value, or may have to wait for it. */
export function accepts(rule: Rule, value: unknown): boolean {
  return (rule.pending === true && isPending(value)) || rule.accepts(value);
}

/** Whether another resource yields the value: an output or a promise. */
export function isPending(value: unknown): boolean {
  return value instanceof Promise || pulumi.Output.isInstance(value);
}

/** Redis' eviction policies, the same on every target. */
export const evictionPolicy = oneOf(
  "noeviction",
  "allkeys-lru",
  "allkeys-lfu",
  "allkeys-random",
  "volatile-lru",
  "volatile-lfu",
  "volatile-random",
  "volatile-ttl",
);

/** A plain object: not an array, a Map, a promise or an Output, none of whose values could be read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]" && !isPending(value);
}
