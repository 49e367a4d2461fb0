import { argsFromConfig, SecureRedis } from "./components";

const redis = new SecureRedis("redis", argsFromConfig());

const outputs = {
  redactedUrl: redis.redactedUrl,
  url: redis.url,
  host: redis.host,
  port: redis.port,
  username: redis.username,
  tls: redis.tls,
  readerHost: redis.readerHost,
  secretArn: redis.secretArn,
  caCertificate: redis.caCertificate,
  users: Object.keys(redis.users).length > 0 ? redis.users : undefined,
  target: redis.target,
  passwordRotatedAt: redis.passwordRotatedAt,
  nextRotationAt: redis.nextRotationAt,
  overlapEndsAt: redis.overlapEndsAt,
};

// What the target does not have is left out: Pulumi would warn of each.
export = Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
