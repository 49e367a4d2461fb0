import * as pulumi from "@pulumi/pulumi";
import { dockerSettings, type SecureRedisArgs } from "./args";
import { rotationSettings } from "./rotation";

/** Thrown before any resource is registered; its message lists every mistake at once. */
export class InvalidArgumentsError extends pulumi.RunError {
  constructor(
    readonly subject: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const lines = mistakes.map(
      (m) => `  ${m.path}: ${display(m.value)} is not allowed; allowed: ${m.allowed}`,
    );
    const count = mistakes.length === 1 ? "an invalid setting" : `${mistakes.length} invalid settings`;
    super(`${subject} has ${count}; nothing was created:\n${lines.join("\n")}`);
    this.name = "InvalidArgumentsError";
  }
}

/** One setting that cannot be accepted. */
export interface Mistake {
  /** Path of the argument, e.g. `docker.port`; the same name is the config key. */
  path: string;
  value: unknown;
  /** What is allowed instead, as text. */
  allowed: string;
}

/** A constraint on one value: whether it holds, and what is allowed, as text. */
interface Rule {
  allowed: string;
  accepts(value: unknown): boolean;
}

const wholeNumber = (min: number, max: number): Rule => ({
  allowed: `a whole number from ${min} to ${max}`,
  accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
});

const oneOf = (...values: string[]): Rule => ({
  allowed: values.length === 1 ? `only ${values[0]}` : `one of ${values.join(", ")}`,
  accepts: (value) => values.includes(value as string),
});

const truth: Rule = { allowed: "true or false", accepts: (value) => typeof value === "boolean" };

const matching = (pattern: RegExp, allowed: string): Rule => ({
  allowed,
  accepts: (value) => typeof value === "string" && pattern.test(value),
});

// https://github.com/distribution/reference: [host[:port]/]path[:tag][@digest]
const imageReference = matching(
  /^(?=.{1,512}$)([a-zA-Z0-9]+((?:\.|-+)[a-zA-Z0-9]+)*(:\d+)?\/)?[a-z0-9]+((?:\.|_{1,2}|-+|\/)[a-z0-9]+)*(:\w[\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
  "an image reference such as redis:7-alpine or redis@sha256:<64 hex digits>",
);

// Docker's names take no other signs, and ElastiCache's end at 40 characters, seven of which Pulumi adds.
const componentName = matching(
  /^[a-zA-Z][a-zA-Z0-9-]{0,29}$/,
  "1 to 30 letters, digits and hyphens, a letter first",
);

/** Rules of the docker settings; a key that is missing here is not a setting. */
const dockerRules: Record<string, Rule> = {
  image: imageReference,
  port: wholeNumber(1, 65535),
  bindAddress: oneOf("127.0.0.1"),
  memory: wholeNumber(32, 1048576),
  maxmemory: wholeNumber(8, 1048575),
  maxmemoryPolicy: oneOf(
    "noeviction",
    "allkeys-lru",
    "allkeys-lfu",
    "allkeys-random",
    "volatile-lru",
    "volatile-lfu",
    "volatile-random",
    "volatile-ttl",
  ),
  persistence: truth,
  keepData: truth,
  dataVolume: matching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/, "the name of a Docker volume"),
  restart: oneOf("unless-stopped", "on-failure"),
};

const rotationRules: Record<string, Rule> = {
  everyDays: wholeNumber(0, 3650),
  graceDays: {
    allowed: "a number of days from 0 to 365",
    accepts: (value) => typeof value === "number" && value >= 0 && value <= 365,
  },
  generation: wholeNumber(0, 1_000_000),
};

/** The groups of settings, each with the rules of its keys. */
const groups: Record<string, Record<string, Rule>> = { docker: dockerRules, rotation: rotationRules };

const topRules: Record<string, Rule> = {
  target: {
    allowed: "docker (the target elasticache is not there yet)",
    accepts: (value) => value === "docker",
  },
};

/** Every config key of the stack program, e.g. `docker.port`. */
const settingPaths: readonly string[] = [
  ...Object.keys(topRules),
  ...Object.entries(groups).flatMap(([group, rules]) => Object.keys(rules).map((key) => `${group}.${key}`)),
];

/** Lists every mistake in `args`; empty when they can be deployed. */
export function mistakesIn(args: SecureRedisArgs): Mistake[] {
  if (!isRecord(args)) {
    return [{ path: "args", value: args, allowed: "an object with a target" }];
  }
  const given = args as unknown as Record<string, unknown>;
  const settings: Record<string, unknown> = { target: undefined, ...given };
  const mistakes = Object.entries(settings).flatMap(([key, value]) => {
    const rules = Object.hasOwn(groups, key) ? groups[key] : undefined;
    if (!rules) {
      return check("", { [key]: value }, topRules, ["target"]);
    }
    return value === undefined || isRecord(value)
      ? check(`${key}.`, value ?? {}, rules)
      : [{ path: key, value, allowed: "an object of settings" }];
  });
  return mistakes.length > 0 ? mistakes : mistakesBetween(args);
}

/** Throws {@link InvalidArgumentsError} unless a component of this name can be deployed with `args`. */
export function validate(name: string, args: SecureRedisArgs): void {
  const mistakes = [...check("", { name }, { name: componentName }, ["name"]), ...mistakesIn(args)];
  if (mistakes.length > 0) {
    throw new InvalidArgumentsError(`SecureRedis ${JSON.stringify(name)}`, mistakes);
  }
}

function check(
  prefix: string,
  values: Record<string, unknown>,
  rules: Record<string, Rule>,
  required: string[] = [],
): Mistake[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = prefix + key;
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (!rule) {
      return [{ path, value, allowed: `the settings ${settingPaths.join(", ")}` }];
    }
    // A value that another resource yields is not known yet; the component checks it when it is.
    const unset = value === undefined && !required.includes(key);
    const pending = pulumi.Output.isInstance(value) || value instanceof Promise;
    if (unset || (pending && key === "image") || rule.accepts(value)) {
      return [];
    }
    return [{ path, value, allowed: rule.allowed }];
  });
}

/** Mistakes that only two settings together make. */
function mistakesBetween(args: SecureRedisArgs): Mistake[] {
  const docker = dockerSettings(args.docker);
  const rotation = rotationSettings(args.rotation);
  const mistakes: Mistake[] = [];
  if (rotation.everyDays > 0 && rotation.graceDays >= rotation.everyDays) {
    mistakes.push({
      path: "rotation.graceDays",
      value: rotation.graceDays,
      allowed: `less than rotation.everyDays, which is ${rotation.everyDays}`,
    });
  }
  if (docker.maxmemory >= docker.memory) {
    mistakes.push({
      path: "docker.maxmemory",
      value: docker.maxmemory,
      allowed: `a whole number below docker.memory, which is ${docker.memory}`,
    });
  }
  if (args.docker?.keepData !== undefined && docker.dataVolume !== undefined) {
    mistakes.push({
      path: "docker.keepData",
      value: docker.keepData,
      allowed: "no value beside docker.dataVolume: a volume that is not the stack's is always kept",
    });
  }
  return mistakes;
}

/** Checks an image reference that became known only while deploying. */
export function requireImage(image: string): string {
  if (!imageReference.accepts(image)) {
    throw new InvalidArgumentsError("SecureRedis", [
      { path: "docker.image", value: image, allowed: imageReference.allowed },
    ]);
  }
  return image;
}

/** A plain object: not an array, a Map, a promise or an Output, none of whose values could be read. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]" && !pulumi.Output.isInstance(value);
}

function display(value: unknown): string {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    return "a value of another resource";
  }
  if (typeof value === "number" || typeof value === "bigint") {
    return String(value);
  }
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A circular value: that it is one tells enough.
    return String(value);
  }
}
