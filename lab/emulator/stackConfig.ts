import { parse, stringify } from "yaml";

type Values = Record<string, unknown>;

/** What the emulator has for a stack. */
interface Given {
  vpcId: string;
  /** PEM. */
  caCertificate: string;
}

/**
 * The text of a stack's file on the emulator: the checkout's, without what is only on AWS, with what the emulator has.
 * Of `before`, the file of the last time, remain the salt and the generation where it is the larger one. `replaced`
 * names the settings of the checkout that were left out.
 */
export function emulatorConfig(
  checkout: string,
  before: string,
  given: Given,
): { text: string; replaced: string[] } {
  const replaced: string[] = [];
  const config: Values = {};
  for (const [key, value] of Object.entries<unknown>(parse(checkout)?.config ?? {})) {
    // Region, credentials and roles are the emulator's; what is encrypted takes a key that is not at hand.
    if (key.startsWith("aws:") || holdsSecret(value)) {
      replaced.push(key);
    } else {
      config[key] = value;
    }
  }
  const { vpcId, subnetIds, caCertificate, ...elasticache } = group(config, "elasticache");
  for (const [name, value] of Object.entries({ vpcId, subnetIds, caCertificate })) {
    if (value !== undefined) {
      replaced.push(`secure-redis:elasticache.${name}`);
    }
  }
  config["secure-redis:elasticache"] = { ...elasticache, ...given };

  const old: { config?: Values; encryptionsalt?: string } = parse(before) ?? {};
  const generation = Math.max(generationOf(config), generationOf(old.config ?? {}));
  if (generation > 0) {
    config["secure-redis:rotation"] = { ...group(config, "rotation"), generation };
  }
  const salt = old.encryptionsalt === undefined ? {} : { encryptionsalt: old.encryptionsalt };
  return { text: stringify({ config, ...salt }, { lineWidth: 0 }), replaced };
}

function group(config: Values, name: string): Values {
  return (config[`secure-redis:${name}`] ?? {}) as Values;
}

function generationOf(config: Values): number {
  return Number(group(config, "rotation").generation ?? 0);
}

/** Whether an encrypted value is in it, which Pulumi writes as a map with the one key `secure`. */
function holdsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return "secure" in value || Object.values(value).some(holdsSecret);
}
