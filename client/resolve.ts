import { readEnvironment } from "./environment";
import { RedisOptionError } from "./errors";
import { checkOptions } from "./optionRules";
import type { ConnectOptions } from "./options";
import type { SecretData } from "./secretData";
import { type ConnectionData, defaultPort, parseUrl } from "./url";

/** Where to connect, and the secret that said so. */
export interface Resolved {
  data: ConnectionData;
  secretArn?: string;
}

/**
 * Finds the connection: what the URL or the secret says, overridden by the parts. Options that name a URL or a secret
 * make the environment count for nothing, lest a password of one server goes to another. Throws RedisOptionError.
 */
export async function resolveConnection(
  options: ConnectOptions,
  env: NodeJS.ProcessEnv,
  readSecret: (arn: string) => Promise<SecretData>,
): Promise<Resolved> {
  checkOptions(options);
  const given = options.url || options.secretArn ? {} : readEnvironment(env);
  const url = options.url ?? given.url;
  const secretArn = options.secretArn ?? given.secretArn;
  const base = secretArn
    ? await readSecret(secretArn)
    : url && parseUrl(url, options.url ? "url" : "REDIS_URL");
  const host = options.host ?? given.host ?? (base || undefined)?.host;
  if (!host) {
    throw new RedisOptionError(
      "url",
      "a URL, host or secretArn, here or as REDIS_URL, REDIS_HOST or REDIS_SECRET_ARN in the environment",
    );
  }
  const known = base || { port: defaultPort, tls: false, database: 0 };
  const tls = options.tls ?? given.tls;
  if (known.tls && tls === false) {
    throw new RedisOptionError(
      options.tls === false ? "tls" : "REDIS_TLS",
      "true, as the URL or secret asks for TLS",
    );
  }
  const data: ConnectionData = {
    ...known,
    host,
    port: options.port ?? given.port ?? known.port,
    username: (options.username ?? given.username ?? (base || undefined)?.username) || undefined,
    password: options.password ?? given.password ?? (base || undefined)?.password,
    tls: known.tls || tls === true,
    database: options.database ?? known.database,
  };
  for (const option of ["ca", "servername"] as const) {
    if (options[option] !== undefined && !data.tls) {
      throw new RedisOptionError(option, "nothing without TLS; TLS is rediss:// or tls: true");
    }
  }
  return { data, secretArn };
}
