import { isIP } from "node:net";
import {
  type CredentialSource,
  calledCredentials,
  fixedCredentials,
  keptCredentials,
  maskedCredentials,
} from "./credentials";
import { guard } from "./guard";
import { limitsOf } from "./limits";
import { Link } from "./link";
import { maskedLogger } from "./logger";
import { Mask } from "./mask";
import type { RedisClient, Target } from "./nodeRedis";
import type { ConnectOptions } from "./options";
import { type Resolved, resolveConnection } from "./resolve";
import { readSecret } from "./secret";

/**
 * Connects to Redis, logs in and sees a PING answered, in one attempt. The client that it gives reconnects by itself.
 * Throws RedisOptionError, RedisCredentialsError, RedisUnreachableError, RedisAuthenticationError, RedisTlsError or
 * RedisTimeoutError.
 */
export async function connect(options: ConnectOptions = {}): Promise<RedisClient> {
  const resolved = await resolveConnection(options, process.env, readSecret);
  const mask = new Mask();
  mask.add(resolved.data.password);
  const log = maskedLogger(mask, options.logger);
  const { data } = resolved;
  const host = isIP(data.host) === 6 ? `[${data.host}]` : data.host;
  const target: Target = {
    ...data,
    ca: options.ca,
    servername: options.servername,
    address: `${host}:${data.port}`,
  };
  const credentials = maskedCredentials(sourceOf(options, resolved), mask);
  const link = new Link(target, limitsOf(options), { credentials, mask, log });
  await link.open();
  return guard(link.client, link);
}

function sourceOf(options: ConnectOptions, { data, secretArn }: Resolved): CredentialSource {
  if (options.credentials) {
    return calledCredentials(options.credentials);
  }
  const { username, password } = data;
  if (secretArn && password && options.password === undefined) {
    return keptCredentials({ username, password }, () => readSecret(secretArn));
  }
  return fixedCredentials({ username, password });
}
