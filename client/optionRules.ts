import { RedisOptionError } from "./errors";
import type { ConnectOptions } from "./options";

interface Rule {
  allowed: string;
  accepts: (value: unknown) => boolean;
}

const text = (allowed: string, pattern = /./): Rule => ({
  allowed,
  accepts: (value) => typeof value === "string" && pattern.test(value),
});

const wholeNumber = (least: number, most: number, unit = "a whole number"): Rule => ({
  allowed: `${unit} from ${least} to ${most}`,
  accepts: (value) => typeof value === "number" && Number.isInteger(value) && value >= least && value <= most,
});

/** A length of time. */
export const milliseconds = (least: number) => wholeNumber(least, 86_400_000, "milliseconds");

const pem = (value: unknown) => typeof value === "string" && value.includes("-----BEGIN CERTIFICATE-----");

const methods = ["debug", "info", "warn", "error"];

/** A host name or address, as a certificate can carry it. */
export const hostRule = text("a host name or an IP address", /^[A-Za-z0-9._:-]+$/);

export const portRule = wholeNumber(1, 65_535);

export const arnRule = text(
  "the ARN of a Secrets Manager secret",
  /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
);

const rules: Record<keyof ConnectOptions, Rule> = {
  url: text("redis[s]://[username][:password]@host[:port][/database]"),
  secretArn: arnRule,
  host: hostRule,
  port: portRule,
  username: {
    allowed: "a text; empty for Redis' default user",
    accepts: (value) => typeof value === "string",
  },
  password: text("a text that is not empty"),
  tls: { allowed: "true or false", accepts: (value) => typeof value === "boolean" },
  database: wholeNumber(0, 65_535),
  credentials: {
    allowed: "a function that returns { username?, password } or a promise of it",
    accepts: (value) => typeof value === "function",
  },
  ca: {
    allowed: "certificates in PEM, as one text or a list of them",
    accepts: (value) => pem(value) || (Array.isArray(value) && value.length > 0 && value.every(pem)),
  },
  servername: hostRule,
  connectTimeout: milliseconds(1),
  healthCheckInterval: milliseconds(0),
  reconnectFor: milliseconds(0),
  offlineQueueLimit: wholeNumber(0, 1_000_000),
  offlineQueueTimeout: milliseconds(1),
  logger: {
    allowed: "an object with the functions debug, info, warn and error, as console is",
    accepts: (value) =>
      typeof value === "object" &&
      value !== null &&
      methods.every((method) => typeof Reflect.get(value, method) === "function"),
  },
};

/** Throws RedisOptionError unless every option is known and allowed; `undefined` is as good as not given. */
export function checkOptions(options: ConnectOptions): void {
  for (const [key, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof ConnectOptions] : undefined;
    if (!rule) {
      throw new RedisOptionError(key, `nothing; the options are ${Object.keys(rules).join(", ")}`);
    }
    if (value !== undefined) {
      check(rule, key, value);
    }
  }
  const whole = [options.url && "url", options.secretArn && "secretArn"].filter(Boolean);
  if (whole.length > 1) {
    throw new RedisOptionError("secretArn", "nothing beside url; both name the server");
  }
  if (options.credentials && (options.password !== undefined || options.username !== undefined)) {
    throw new RedisOptionError("credentials", "nothing beside username and password, whose place it takes");
  }
}

/** Throws RedisOptionError, which names the option, unless the rule accepts the value. */
export function check(rule: Rule, option: string, value: unknown): void {
  if (!rule.accepts(value)) {
    throw new RedisOptionError(option, rule.allowed);
  }
}
