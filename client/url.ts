import { RedisOptionError } from "./errors";
import { hostRule } from "./optionRules";

/** What a URL, a secret or the parts say about a connection. */
export interface ConnectionData {
  host: string;
  /** Default 6379. */
  port: number;
  /** Undefined for Redis' default user. */
  username?: string;
  password?: string;
  tls: boolean;
  database: number;
}

export const defaultPort = 6379;

const allowed =
  "redis[s]://[username][:password]@host[:port][/database], special characters of user name and password percent-encoded";

/**
 * Reads a connection URL; `option` is how errors call it. Throws RedisOptionError, which never shows the URL. What
 * follows a ? is refused: none of it has a meaning here, and some of it would have to weaken TLS.
 */
export function parseUrl(url: string, option: string): ConnectionData {
  const refused = new RedisOptionError(option, allowed);
  if (!URL.canParse(url)) {
    throw refused;
  }
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const database = /^\/?(\d{0,5})$/.exec(pathname)?.[1];
  const known = protocol === "redis:" || protocol === "rediss:";
  if (!known || !hostRule.accepts(host) || port === "0" || database === undefined || search || hash) {
    throw refused;
  }
  return {
    host,
    port: port ? Number(port) : defaultPort,
    username: decode(username, refused) || undefined,
    password: decode(password, refused) || undefined,
    tls: protocol === "rediss:",
    database: Number(database),
  };
}

function decode(text: string, refused: RedisOptionError): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone %; the error of decodeURIComponent would not say which option.
    throw refused;
  }
}
