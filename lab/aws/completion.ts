import { autoName, written } from "./names";
import type { Traits } from "./resource";
import { hasSecret, hasUnknown, secret, unknown, unwrap, withIds } from "./secrets";
import { isObject, present, type Values } from "./values";

/**
 * Inputs with what the program left out: defaults, and a name. Resources have become ids, documents text.
 *
 * @param olds the inputs of the deployment before, in the clear: a name that was made is kept.
 */
export function complete(traits: Traits, logicalName: string, olds: Values, news: Values): Values {
  const given = Object.fromEntries(
    Object.entries(present(news)).map(([name, value]) => [
      name,
      traits.json?.includes(name) ? documentOf(value) : withIds(value),
    ]),
  );
  const inputs: Values = { ...traits.defaults, ...given };
  const rule = traits.name;
  if (!rule) {
    return inputs;
  }
  const made = autoName(rule, logicalName, inputs, olds);
  const name = made ?? inputs[rule.property];
  return typeof name === "string" && name !== unknown
    ? {
        ...inputs,
        [rule.property]: made ?? (rule.lowerCase ? written({ ...rule, prefix: undefined }, name) : name),
      }
    : inputs;
}

/** A document that is given as an object as the text that AWS wants; secret or unknown if a part of it is. */
function documentOf(value: unknown): unknown {
  const plain = unwrap(value);
  if (!isObject(plain)) {
    return value;
  }
  const text = hasUnknown(plain) ? unknown : JSON.stringify(plain);
  return hasSecret(value) ? secret(text) : text;
}
