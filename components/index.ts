import { keepValuesOutOfDebugLog } from "./debugLog";

// Before any resource exists: the password must not be in the first message either.
keepValuesOutOfDebugLog();

export type { DockerArgs, RotationArgs, SecureRedisArgs, Target } from "./args";
export { argsFromConfig } from "./config";
export { SecureRedis } from "./secureRedis";
export { InvalidArgumentsError, type Mistake } from "./validation";
