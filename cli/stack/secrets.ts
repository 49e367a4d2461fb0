/** Marks an object of Pulumi's state that stands for a special value, and says that it is a secret. */
const [signature, secret] = ["4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"];

/** A value of an exported state with every secret in the clear. Throws for one that is still encrypted. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const fields = value as Record<string, unknown>;
  if (fields[signature] === secret) {
    if (typeof fields.plaintext !== "string") {
      throw new Error("a secret of the state is encrypted");
    }
    return plain(JSON.parse(fields.plaintext));
  }
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, plain(field)]));
}
