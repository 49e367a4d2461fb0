import { argsFromConfig, SecureRedis } from "./components";

const redis = new SecureRedis("redis", argsFromConfig());

export const redactedUrl = redis.redactedUrl;
export const url = redis.url;
export const host = redis.host;
export const port = redis.port;
export const username = redis.username;
export const tls = redis.tls;
export const target = redis.target;
export const passwordRotatedAt = redis.passwordRotatedAt;
export const nextRotationAt = redis.nextRotationAt;
export const overlapEndsAt = redis.overlapEndsAt;
