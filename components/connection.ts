/** Where and as whom a client connects. */
export interface Endpoint {
  host: string;
  port: number;
  /** Empty for Redis' default user. */
  username: string;
  tls: boolean;
}

/** Stands for a password wherever one must not be seen. */
const mask = "***";

/** The URL with the password; a scheme of `rediss` means TLS. */
export function connectionUrl(endpoint: Endpoint, password: string): string {
  const scheme = endpoint.tls ? "rediss" : "redis";
  const user = `${encodeURIComponent(endpoint.username)}:${encodeURIComponent(password)}`;
  return `${scheme}://${user}@${endpoint.host}:${endpoint.port}/0`;
}

/** The URL for people and logs: the same, with `***` in place of the password. */
export function redactedUrl(endpoint: Endpoint): string {
  return connectionUrl(endpoint, mask);
}
