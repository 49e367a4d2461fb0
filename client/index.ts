export type { Health } from "./assess";
export { connect } from "./connect";
export {
  RedisAuthenticationError,
  RedisClientError,
  RedisCredentialsError,
  RedisOptionError,
  RedisTimeoutError,
  RedisTlsError,
  RedisUnreachableError,
} from "./errors";
export { checkHealth, type HealthOptions } from "./health";
export type { Memory, Replication, Role } from "./info";
export type { Logger } from "./logger";
export type { RedisClient } from "./nodeRedis";
export type { ConnectOptions, Credentials, CredentialsCallback } from "./options";
