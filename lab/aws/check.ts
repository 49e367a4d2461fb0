import { complete } from "./completion";
import type { AutoName } from "./names";
import type { Mistake, Traits } from "./resource";
import type { Properties } from "./schema";
import { unwrapAll } from "./secrets";
import { mistakesOf } from "./types";
import { isAbsent, type Values } from "./values";

/** The inputs to work with, and every mistake in them. */
export interface Checked {
  inputs: Values;
  mistakes: Mistake[];
}

/**
 * Checks the inputs of a resource strictly, and completes them with defaults and a name.
 *
 * @param olds the inputs of the deployment before, for the name that it made.
 */
export function check(
  properties: Properties,
  traits: Traits,
  logicalName: string,
  olds: Values,
  news: Values,
): Checked {
  const inputs = complete(traits, logicalName, unwrapAll(olds), news);
  const plain = unwrapAll(inputs);
  return {
    inputs,
    mistakes: [
      ...mistakesOf(properties, plain, traits.rules),
      ...tooLong(traits.name, plain),
      ...unsupported(traits, plain),
      ...exclusions(traits, plain),
      ...(traits.mistakes?.(plain) ?? []),
    ],
  };
}

function tooLong(rule: AutoName | undefined, inputs: Values): Mistake[] {
  const name = rule && inputs[rule.property];
  return rule && typeof name === "string" && name.length > rule.longest
    ? [
        {
          property: rule.property,
          reason: `must have at most ${rule.longest} characters, and has ${name.length}`,
        },
      ]
    : [];
}

function unsupported({ unsupported: names = [] }: Traits, inputs: Values): Mistake[] {
  return names
    .filter((name) => !isAbsent(inputs[name]))
    .map((property) => ({ property, reason: "is not supported by the lab's stand-in for the aws plugin" }));
}

function exclusions({ exclusive = [], oneRequired = [] }: Traits, inputs: Values): Mistake[] {
  const given = (names: string[]) => names.filter((name) => !isAbsent(inputs[name]));
  const clashes = [...exclusive, ...oneRequired].map(given).filter(({ length }) => length > 1);
  const missing = oneRequired.filter((names) => given(names).length === 0);
  return [
    ...clashes.map(([first = "", ...others]) => ({
      property: first,
      reason: `conflicts with ${others.join(", ")}`,
    })),
    ...missing.map((names) => ({
      property: names[0] ?? "",
      reason: `one of ${names.join(", ")} is required`,
    })),
  ];
}
