/** A constraint on one value: whether it holds, and what is allowed, as text. */
export interface Rule {
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
export const imageReference = matching(
  /^(?=.{1,512}$)([a-zA-Z0-9]+((?:\.|-+)[a-zA-Z0-9]+)*(:\d+)?\/)?[a-z0-9]+((?:\.|_{1,2}|-+|\/)[a-z0-9]+)*(:\w[\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
  "an image reference such as redis:7-alpine or redis@sha256:<64 hex digits>",
);

// Docker's names take no other signs, and ElastiCache's end at 40 characters, seven of which Pulumi adds.
export const componentName = matching(
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
export const groups: Record<string, Record<string, Rule>> = { docker: dockerRules, rotation: rotationRules };

export const topRules: Record<string, Rule> = {
  target: {
    allowed: "docker (the target elasticache is not there yet)",
    accepts: (value) => value === "docker",
  },
};
