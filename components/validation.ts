import * as pulumi from "@pulumi/pulumi";
import { dockerSettings, type SecureRedisArgs } from "./args";
import { rotationSettings } from "./rotation";
import { componentName, groups, imageReference, type Rule, topRules } from "./rules";

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
