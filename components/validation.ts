import type { SecureRedisArgs } from "./args";
import { dockerMistakes } from "./docker/mistakes";
import { imageReference } from "./docker/rules";
import { elastiCacheMistakes } from "./elasticache/mistakes";
import { InvalidArgumentsError, type Mistake } from "./mistake";
import { rotationSettings } from "./rotation";
import { accepts, isNamed, isRecord, isRule, type NamedRules, type Rules } from "./rule";
import { componentName, groupName, settingRules } from "./rules";
import { userMistakes } from "./users/mistakes";

/** Days: ElastiCache lets the previous password in for at least a minute or so. */
const shortestGrace = 0.001;

/** Lists every mistake in `args`; empty when they can be deployed. */
export function mistakesIn(args: SecureRedisArgs): Mistake[] {
  if (!isRecord(args)) {
    return [{ path: "args", value: args, allowed: "an object with a target" }];
  }
  const mistakes = check("", { ...{ target: undefined }, ...args }, settingRules, ["target"]);
  return mistakes.length > 0 ? mistakes : mistakesBetween(args);
}

/** Throws {@link InvalidArgumentsError} unless a component of this name can be deployed with `args`. */
export function validate(name: string, args: SecureRedisArgs): void {
  const rule = args?.target === "elasticache" ? groupName : componentName;
  const mistakes = [...check("", { name }, { name: rule }, ["name"]), ...mistakesIn(args)];
  if (mistakes.length > 0) {
    throw new InvalidArgumentsError(`SecureRedis ${JSON.stringify(name)}`, mistakes);
  }
}

function check(
  prefix: string,
  values: Record<string, unknown>,
  rules: Rules | NamedRules,
  required: string[] = [],
): Mistake[] {
  if (isNamed(rules)) {
    return Object.entries(values).flatMap(([name, value]) => [
      ...check(prefix, { [name]: name }, { [name]: rules.name }),
      ...check(prefix, { [name]: value }, { [name]: rules.each }),
    ]);
  }
  return Object.entries(values).flatMap(([key, value]) => {
    const path = prefix + key;
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) {
      return [{ path, value, allowed: `the settings ${pathsOf(prefix, rules).join(", ")}` }];
    }
    if (value === undefined && !required.includes(key)) {
      return [];
    }
    if (!isRule(rule)) {
      return isRecord(value)
        ? check(`${path}.`, value, rule)
        : [{ path, value, allowed: "an object of settings" }];
    }
    return accepts(rule, value) ? [] : [{ path, value, allowed: rule.allowed }];
  });
}

/** The settings that stand beside each other in a group, with its path. */
function pathsOf(prefix: string, rules: Rules): string[] {
  return Object.keys(rules).map((key) => prefix + key);
}

/** Mistakes that only two settings together make. */
function mistakesBetween(args: SecureRedisArgs): Mistake[] {
  const rotation = rotationSettings(args.rotation);
  const mistakes: Mistake[] = [];
  if (rotation.everyDays > 0 && rotation.graceDays >= rotation.everyDays) {
    mistakes.push({
      path: "rotation.graceDays",
      value: rotation.graceDays,
      allowed: `less than rotation.everyDays, which is ${rotation.everyDays}`,
    });
  }
  if (args.target === "elasticache" && rotation.graceDays < shortestGrace) {
    mistakes.push({
      path: "rotation.graceDays",
      value: rotation.graceDays,
      allowed:
        "more than 0: ElastiCache ends a password only in a deployment after the one that brought the next",
    });
  }
  const ofTarget =
    args.target === "docker" ? dockerMistakes(args.docker) : elastiCacheMistakes(args.elasticache);
  return [...mistakes, ...ofTarget, ...userMistakes(args.users, args.target)];
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
