import type { Mistake } from "../resource";
import { isAbsent, type Values } from "../values";

/** What AWS refuses of a replication group's properties together. */
export function replicationGroupMistakes(inputs: Values): Mistake[] {
  const { authToken, authTokenUpdateStrategy: strategy, numCacheClusters, transitEncryptionEnabled } = inputs;
  const counts = [
    numCacheClusters,
    inputs.numNodeGroups,
    inputs.replicasPerNodeGroup,
    inputs.nodeGroupConfigurations,
  ];
  const failover = inputs.automaticFailoverEnabled === true;
  const found: [boolean, string, string][] = [
    [isAbsent(inputs.nodeType), "nodeType", "is required and missing"],
    [
      inputs.multiAzEnabled === true && inputs.automaticFailoverEnabled === false,
      "multiAzEnabled",
      "needs automaticFailoverEnabled",
    ],
    [
      failover && typeof numCacheClusters === "number" && numCacheClusters < 2,
      "numCacheClusters",
      "must be at least 2 when automaticFailoverEnabled is true",
    ],
    [
      failover && counts.every(isAbsent),
      "automaticFailoverEnabled",
      "needs a replica: set numCacheClusters, or numNodeGroups and replicasPerNodeGroup",
    ],
    [
      !isAbsent(authToken) && (isAbsent(transitEncryptionEnabled) || transitEncryptionEnabled === false),
      "authToken",
      "needs transitEncryptionEnabled",
    ],
    [
      !isAbsent(authToken) && inputs.transitEncryptionMode === "preferred",
      "transitEncryptionMode",
      "must be required when there is an authToken",
    ],
    [
      !isAbsent(strategy) && strategy !== "DELETE" && isAbsent(authToken),
      "authTokenUpdateStrategy",
      "needs authToken, unless it is DELETE",
    ],
    [
      strategy === "DELETE" && !isAbsent(authToken),
      "authToken",
      "must not be given when authTokenUpdateStrategy is DELETE",
    ],
  ];
  return found.filter(([wrong]) => wrong).map(([, property, reason]) => ({ property, reason }));
}
