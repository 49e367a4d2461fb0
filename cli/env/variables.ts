import { CliError } from "../failure";
import type { Component, Login } from "../stack/component";

/** The variables that `connect()` of the client reads, and what most other clients do. */
export type Variables = Record<
  "REDIS_URL" | "REDIS_HOST" | "REDIS_PORT" | "REDIS_USERNAME" | "REDIS_PASSWORD" | "REDIS_TLS",
  string
>;

/** The variables of one user's connection. Throws `CliError` for a user without a password. */
export function variablesOf(
  { host, port, tls }: Pick<Component, "host" | "port" | "tls">,
  { user, username, password, url }: Login,
): Variables {
  if (password === "") {
    throw new CliError(`the user ${user} logs in by IAM: there is no password to write`);
  }
  return {
    REDIS_URL: url,
    REDIS_HOST: host,
    REDIS_PORT: String(port),
    REDIS_USERNAME: username,
    REDIS_PASSWORD: password,
    REDIS_TLS: String(tls),
  };
}
