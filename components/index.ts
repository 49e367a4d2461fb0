import { keepValuesOutOfDebugLog } from "./debugLog";

// Before any resource exists: the password must not be in the first message either.
keepValuesOutOfDebugLog();

export type { DockerArgs, RotationArgs, SecureRedisArgs, Target } from "./args";
export { argsFromConfig } from "./config";
export type { AllowFromArgs, DnsArgs, ElastiCacheArgs, SecretArgs, Source } from "./elasticache/args";
export type { MonitoringArgs, ThresholdArgs } from "./elasticache/monitoringArgs";
export { InvalidArgumentsError, type Mistake } from "./mistake";
export { SecureRedis } from "./secureRedis";
export type { Preset, UserArgs } from "./users/args";
export type { UserConnection } from "./users/connection";
