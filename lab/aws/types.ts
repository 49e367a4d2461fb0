import type { Mistake } from "./resource";
import type { Rule } from "./rules";
import type { Properties, Type } from "./schema";
import { unknown } from "./secrets";
import { isAbsent, isObject, type Values } from "./values";

/** Mistakes in the names and types of properties, and in their values where there is a rule. */
export function mistakesOf(
  properties: Properties,
  values: Values,
  rules: Record<string, Rule> = {},
): Mistake[] {
  return inObject(properties, values, "", rules);
}

function inObject(
  properties: Properties,
  values: Values,
  path: string,
  rules: Record<string, Rule>,
): Mistake[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const unknownNames = Object.entries(values)
    .filter(([name, value]) => !(name in properties) && !isAbsent(value) && !name.startsWith("__"))
    .map(([name]) => ({ property: at(name), reason: "is not a property of this type" }));
  const others = Object.entries(properties).flatMap(([name, { type, required }]) => {
    const value = values[name];
    if (!isAbsent(value)) {
      return inValue(type, value, at(name), rules);
    }
    return required ? [{ property: at(name), reason: "is required and missing" }] : [];
  });
  return [...unknownNames, ...others];
}

function inValue(type: Type, value: unknown, path: string, rules: Record<string, Rule>): Mistake[] {
  if (value === unknown) {
    return [];
  }
  if (!isOfType(type, value)) {
    return [{ property: path, reason: `must be ${named(type)}, and is ${kindOf(value)}` }];
  }
  // A list element's path has its number; a rule holds for every element.
  const rule = rules[path.replace(/\[\d+\]/g, "[]")];
  const own = rule && !rule.accepts(value) ? [{ property: path, reason: rule.allowed }] : [];
  if (type.kind === "list") {
    return [
      ...own,
      ...(value as unknown[]).flatMap((part, i) => inValue(type.of, part, `${path}[${i}]`, rules)),
    ];
  }
  if (type.kind === "map") {
    const entries = Object.entries(value as Values);
    return [...own, ...entries.flatMap(([key, part]) => inValue(type.of, part, `${path}.${key}`, rules))];
  }
  return type.kind === "object" ? [...own, ...inObject(type.properties, value as Values, path, rules)] : own;
}

function isOfType(type: Type, value: unknown): boolean {
  switch (type.kind) {
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isObject(value);
    case "json":
      return typeof value === "string" || isObject(value);
    default:
      return typeof value === type.kind;
  }
}

function named(type: Type): string {
  return type.kind === "object" ? "an object" : `a ${type.kind}`;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : value === null ? "null" : named({ kind: typeof value } as Type);
}
