import { isDeepStrictEqual } from "node:util";
import type { Traits } from "./resource";
import type { Properties } from "./schema";
import { hasUnknown } from "./secrets";
import { isAbsent, isObject, isZero, present, type Values } from "./values";

/** What a deployment would change: the properties that differ, and those of them that need a new resource. */
export interface Difference {
  changed: Set<string>;
  replaces: string[];
}

/** Compares a resource's state with its new inputs, both in the clear. */
export function difference(properties: Properties, traits: Traits, state: Values, news: Values): Difference {
  const changed = new Set(
    Object.keys(properties).filter((name) => differs(traits, name, state[name], news[name])),
  );
  // Another region is another resource, for every type.
  const always = ["region", ...traits.replaces].filter((name) => changed.has(name));
  return { changed, replaces: [...always, ...(traits.replacesIf?.(state, news, changed) ?? [])] };
}

function differs(traits: Traits, name: string, old: unknown, given: unknown): boolean {
  if (isAbsent(given) && (name === "region" || traits.computed?.includes(name))) {
    return false;
  }
  const wanted = given ?? traits.defaults?.[name];
  if (hasUnknown(wanted)) {
    return true;
  }
  if (isZero(old) && isZero(wanted)) {
    return false;
  }
  return !isDeepStrictEqual(canonical(traits, name, old), canonical(traits, name, wanted));
}

/** A value in the form in which equal meanings are equal values. */
function canonical(traits: Traits, name: string, value: unknown): unknown {
  if (traits.json?.includes(name) && typeof value === "string") {
    return parsed(value);
  }
  if (traits.sets?.includes(name) && Array.isArray(value)) {
    return value.map(withoutZeros).map(sortedText).sort();
  }
  return withoutZeros(value);
}

function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutZeros);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(present(value))
          .filter(([, part]) => !isZero(part))
          .map(([key, part]) => [key, withoutZeros(part)]),
      )
    : value;
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not a document yet: then only the same text is the same.
    return text;
  }
}
