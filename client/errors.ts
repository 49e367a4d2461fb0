/** Every error of `connect()` and of its client that is about the connection; `code` tells the classes apart. */
export abstract class RedisClientError extends Error {
  abstract readonly code: string;
  /** The class' name, which survives a bundler that renames classes. */
  abstract override readonly name: string;
}

/** An option or environment variable that is wrong; the value is not shown, for it may be a password. */
export class RedisOptionError extends RedisClientError {
  readonly name = "RedisOptionError";
  readonly code = "REDIS_OPTION";

  constructor(
    /** The option or environment variable. */
    readonly option: string,
    /** What it may be. */
    readonly allowed: string,
  ) {
    super(`${option} is not allowed as it is given; allowed: ${allowed}`);
  }
}

/** The secret or the callback gave no credentials. */
export class RedisCredentialsError extends RedisClientError {
  readonly name = "RedisCredentialsError";
  readonly code = "REDIS_CREDENTIALS";
}

/** Nothing at the address speaks Redis, the connection was lost, or the client gave up reconnecting. */
export class RedisUnreachableError extends RedisClientError {
  readonly name = "RedisUnreachableError";
  readonly code = "REDIS_UNREACHABLE";
}

/** The server refused the user name or password, or wants one that was not given. */
export class RedisAuthenticationError extends RedisClientError {
  readonly name = "RedisAuthenticationError";
  readonly code = "REDIS_AUTHENTICATION";
}

/** The certificate could not be verified, or the server does not speak TLS. */
export class RedisTlsError extends RedisClientError {
  readonly name = "RedisTlsError";
  readonly code = "REDIS_TLS";
}

/** The server did not answer in time. */
export class RedisTimeoutError extends RedisClientError {
  readonly name = "RedisTimeoutError";
  readonly code = "REDIS_TIMEOUT";
}
