import { RedisCredentialsError } from "./errors";
import { hostRule, portRule } from "./optionRules";
import { type ConnectionData, defaultPort } from "./url";

/** What a secret says: a connection with a password. */
export type SecretData = ConnectionData & { password: string };

/**
 * Reads the JSON of a secret: host, port (default 6379), username (empty for Redis' default user), password and tls
 * (default true). Throws RedisCredentialsError that names the key and never shows a value.
 */
export function parseSecret(json: string, arn: string): SecretData {
  const wrong = (key: string, allowed: string) =>
    new RedisCredentialsError(`the secret ${arn} cannot be used: its ${key} must be ${allowed}`);
  const value = parseObject(json);
  if (!value) {
    throw wrong("value", "a JSON object with host, port, username, password and tls");
  }
  const { host, username = "", password, tls = true } = value;
  const port = typeof value.port === "string" ? Number(value.port) : (value.port ?? defaultPort);
  if (typeof host !== "string" || !hostRule.accepts(host)) {
    throw wrong("host", hostRule.allowed);
  }
  if (typeof port !== "number" || !portRule.accepts(port)) {
    throw wrong("port", portRule.allowed);
  }
  if (typeof username !== "string") {
    throw wrong("username", "a text, empty for Redis' default user");
  }
  if (typeof password !== "string" || password === "") {
    throw wrong("password", "a text that is not empty");
  }
  if (typeof tls !== "boolean") {
    throw wrong("tls", "true or false");
  }
  return { host, port, username: username || undefined, password, tls, database: 0 };
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    // The parser's error quotes the text, and the text holds the password.
    return undefined;
  }
}
