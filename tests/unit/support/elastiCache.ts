import type { ElastiCacheArgs } from "../../../components/elasticache/args";
import { ids } from "./cloud";
import { Deployment } from "./deployment";

type Options = NonNullable<Parameters<typeof Deployment.complete>[0]>;

/** Deploys the elasticache target into a VPC that is known, to the end. */
export function deployed(elasticache: ElastiCacheArgs = {}, options: Options = {}): Promise<Deployment> {
  return Deployment.complete({ ...options, elasticache: { vpcId: ids.vpc, ...elasticache } });
}
