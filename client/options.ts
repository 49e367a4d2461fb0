import type { Logger } from "./logger";

/** What logs a connection in. */
export interface Credentials {
  /** Default, and when empty: Redis' default user, whose name is not sent. */
  username?: string;
  password: string;
}

/** Gives the credentials of now; asked anew for each connection. */
export type CredentialsCallback = () => Credentials | Promise<Credentials>;

/**
 * How `connect()` finds the server and how long it waits. What is given here overrides the environment; nothing
 * turns the verification of certificates off.
 */
export interface ConnectOptions {
  /** `redis[s]://[username][:password]@host[:port][/database]`; `rediss` means TLS. Default: REDIS_URL. */
  url?: string;
  /** ARN of a Secrets Manager secret with host, port, username, password, tls. Default: REDIS_SECRET_ARN. */
  secretArn?: string;
  /** Default: REDIS_HOST. Overrides the host of a URL or secret, as for a tunnel. */
  host?: string;
  /** Default: REDIS_PORT, else 6379. */
  port?: number;
  /** Default: REDIS_USERNAME, else Redis' default user. */
  username?: string;
  /** Default: REDIS_PASSWORD. */
  password?: string;
  /** True turns TLS on for what would be without; false is refused where a URL or secret asks for TLS. */
  tls?: boolean;
  /** Number of the logical database. Default: the URL's, else 0. */
  database?: number;
  /** Takes the place of user name and password. */
  credentials?: CredentialsCallback;
  /** Authorities in PEM that may have signed the server's certificate. Default: those of Node.js. Only with TLS. */
  ca?: string | string[];
  /** Name that the certificate must have. Default: the host. Only with TLS. */
  servername?: string;
  /** Milliseconds for one connection: TCP, TLS, login and PING together. Default 5000. */
  connectTimeout?: number;
  /** Milliseconds between two health checks; 0 turns them off. Default 30000. */
  healthCheckInterval?: number;
  /** Milliseconds for which a lost connection is tried again before the client closes. Default 60000. */
  reconnectFor?: number;
  /** Commands that may wait for a connection; 0 makes them fail at once. Default 1000. */
  offlineQueueLimit?: number;
  /** Milliseconds that a command waits for a connection. Default 5000. */
  offlineQueueTimeout?: number;
  /** Gets every line, masked. Default: nobody. */
  logger?: Logger;
}
