import { isObject, type Values } from "./values";

// Pulumi's wire format marks special values with this key.
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

/** What Pulumi sends for a value that is known only after the deployment. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Marks a value as secret, once. */
export function secret(value: unknown): unknown {
  return value === undefined || isSecret(value) ? value : { [signature]: secretSignature, value };
}

function isSecret(value: unknown): value is { value: unknown } {
  return isObject(value) && value[signature] === secretSignature;
}

/** The same value with the id of each resource in its place. */
export function withIds(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withIds);
  }
  if (!isObject(value)) {
    return value;
  }
  return value[signature] === resourceSignature
    ? value.id
    : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withIds(part)]));
}

/** The same value in the clear, at every depth. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(unwrap);
  }
  if (isSecret(value)) {
    return unwrap(value.value);
  }
  return isObject(value) ? unwrapAll(value) : value;
}

/** Properties in the clear. */
export function unwrapAll(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, unwrap(value)]));
}

/** Whether a value is secret or has a secret anywhere in it. */
export function hasSecret(value: unknown): boolean {
  return isSecret(value) || parts(value).some(hasSecret);
}

/** Whether a value is unknown or has an unknown part. */
export function hasUnknown(value: unknown): boolean {
  return value === unknown || parts(value).some(hasUnknown);
}

function parts(value: unknown): unknown[] {
  return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
}

/** Every secret text in `values`: what is marked, and what stands under one of the `sensitive` names. */
export function secretTexts(values: Values, sensitive: readonly string[] = []): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    sensitive.includes(name) || isSecret(value)
      ? texts(unwrap(value))
      : parts(value).flatMap((part) => secretTexts({ "": part })),
  );
}

function texts(value: unknown): string[] {
  return typeof value === "string" ? [value] : parts(value).flatMap(texts);
}

/** A message in which no secret can be read. */
export function redact(message: string, secrets: readonly string[]): string {
  // The longest first, lest a part of it be replaced and the rest remain.
  return [...secrets]
    .filter((text) => text !== "")
    .sort((a, b) => b.length - a.length)
    .reduce((redacted, text) => redacted.replaceAll(text, "[secret]"), message);
}
