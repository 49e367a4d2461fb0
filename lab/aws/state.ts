import { difference } from "./diff";
import type { Traits } from "./resource";
import type { ResourceSchema } from "./schema";
import { hasSecret, secret, unwrap } from "./secrets";
import { isAbsent, isObject, type Values } from "./values";

/** The state of a resource that `inputs` have made or changed; `kept` is what AWS alone knew before. */
export function stateOf(
  schema: ResourceSchema,
  traits: Traits,
  inputs: Values,
  kept: Values,
  found: Values,
  region: string,
): Values {
  const names = Object.keys(inputs).filter((name) => !isAbsent(inputs[name]) && !name.startsWith("__"));
  return { ...merged(schema, traits, { ...kept, ...inputs }, { ...found, region }), __inputs: names };
}

/**
 * A state with what AWS returns in place of what it had: a value that means the same stays as it was, a value that AWS
 * does not return stays, and undefined takes one away. Secrets stay secret.
 */
export function merged(schema: ResourceSchema, traits: Traits, state: Values, found: Values): Values {
  const plain = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, unwrap(value)]));
  const { changed } = difference(schema.inputs, traits, plain, found);
  const result: Values = { ...state };
  for (const [name, value] of Object.entries(found)) {
    const same = name in schema.inputs && name in state && !changed.has(name);
    if (!same && schema.outputs.includes(name)) {
      result[name] = isAbsent(value) ? undefined : hasSecret(state[name]) ? secret(value) : value;
    }
  }
  if (schema.outputs.includes("tagsAll")) {
    result.tagsAll = result.tags ?? {};
  }
  for (const name of traits.sensitive ?? []) {
    result[name] = secret(result[name]);
  }
  return withoutUndefined(result) as Values;
}

/** Of a state, what only AWS decides: what no input can set, and what AWS fills where an input is missing. */
export function decidedByAws(
  { inputs, outputs }: ResourceSchema,
  { computed = [] }: Traits,
  state: Values,
): Values {
  const names = outputs.filter((name) => !(name in inputs) || computed.includes(name));
  return Object.fromEntries(names.filter((name) => name in state).map((name) => [name, state[name]]));
}

/** The inputs of a state: those that the program gave, as they are now. */
export function inputsOf(schema: ResourceSchema, state: Values): Values {
  const names = Array.isArray(state.__inputs) ? (state.__inputs as string[]) : Object.keys(schema.inputs);
  return Object.fromEntries(names.filter((name) => name in state).map((name) => [name, state[name]]));
}

/** Pulumi's wire format has no undefined. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((part) => withoutUndefined(part) ?? null);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, part]) => part !== undefined)
          .map(([name, part]) => [name, withoutUndefined(part)]),
      )
    : value;
}
