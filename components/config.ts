import * as pulumi from "@pulumi/pulumi";
import type { SecureRedisArgs } from "./args";
import { InvalidArgumentsError } from "./mistake";

/**
 * Reads the arguments of {@link SecureRedis} from the stack's config: what `pulumi config set --path docker.port`
 * sets is the argument `docker.port`. The component checks names and values; a path that was set without `--path`,
 * and so is a key of its own, throws {@link InvalidArgumentsError} here.
 */
export function argsFromConfig(config: pulumi.Config = new pulumi.Config()): SecureRedisArgs {
  const prefix = `${config.name}:`;
  const keys = Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));

  const flat = keys.filter((key) => key.includes("."));
  if (flat.length > 0) {
    throw new InvalidArgumentsError(
      "The stack's config",
      flat.map((path) => ({
        path,
        value: config.get(path),
        allowed: `a path, set by: pulumi config set --path ${path}`,
      })),
    );
  }
  const entries = keys.map((key) => [key, parse(config.require(key))]);
  return Object.fromEntries(entries) as SecureRedisArgs;
}

/** Config values arrive as text: JSON for objects, numbers and truth values, and bare words. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
