import { RedisOptionError } from "./errors";
import { arnRule, check, hostRule, portRule } from "./optionRules";
import type { ConnectOptions } from "./options";

/** The options that environment variables can give. */
export type Environment = Pick<
  ConnectOptions,
  "url" | "secretArn" | "host" | "port" | "username" | "password" | "tls"
>;

const flags: Record<string, boolean> = { true: true, "1": true, false: false, "0": false };

/**
 * Reads the environment variables; an empty one is as good as none. REDIS_SECRET_ARN goes before REDIS_URL and that
 * before the parts, of which REDIS_TLS alone counts beside it. Throws RedisOptionError that names the variable.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const tls = flag("REDIS_TLS", env.REDIS_TLS);
  if (env.REDIS_SECRET_ARN) {
    check(arnRule, "REDIS_SECRET_ARN", env.REDIS_SECRET_ARN);
    return { secretArn: env.REDIS_SECRET_ARN, tls };
  }
  if (env.REDIS_URL) {
    return { url: env.REDIS_URL, tls };
  }
  if (env.REDIS_HOST) {
    check(hostRule, "REDIS_HOST", env.REDIS_HOST);
  }
  const port = env.REDIS_PORT ? Number(env.REDIS_PORT) : undefined;
  if (port !== undefined) {
    check(portRule, "REDIS_PORT", port);
  }
  return {
    host: env.REDIS_HOST || undefined,
    port,
    username: env.REDIS_USERNAME || undefined,
    password: env.REDIS_PASSWORD || undefined,
    tls,
  };
}

function flag(name: string, value: string | undefined): boolean | undefined {
  if (!value) {
    return undefined;
  }
  const parsed = flags[value.toLowerCase()];
  if (parsed === undefined) {
    throw new RedisOptionError(name, "true or false");
  }
  return parsed;
}
