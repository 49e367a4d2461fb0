import type * as pulumi from "@pulumi/pulumi";
import type { SecureRedisArgs } from "./args";
import type { DeployableTarget } from "./target";

/** Makes the target ready. Each one's provider package is loaded only where it is used. */
export function prepareTarget(
  name: string,
  args: SecureRedisArgs,
  parent: pulumi.Resource,
): DeployableTarget {
  if (args.target === "docker") {
    const { dockerRedis } = require("./docker/dockerRedis") as typeof import("./docker/dockerRedis");
    return { opts: { parent }, deploy: (logins) => dockerRedis(name, args.docker, logins, parent) };
  }
  const { elastiCache } =
    require("./elasticache/elastiCacheRedis") as typeof import("./elasticache/elastiCacheRedis");
  return elastiCache(name, args.elasticache, parent);
}
