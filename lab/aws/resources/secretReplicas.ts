import {
  type DescribeSecretResponse,
  RemoveRegionsFromReplicationCommand,
  ReplicateSecretToRegionsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { SecretArgs } from "@pulumi/aws/secretsmanager/secret";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import type { Change } from "../resource";

type Args = Unwrap<SecretArgs>;

/** A copy of a secret in another region. */
export type Replica = NonNullable<Args["replicas"]>[number];

/** Takes away and makes the replicas that differ. */
export async function updateReplicas(
  id: string,
  { olds, news, changed }: Change<Args>,
  region: string,
): Promise<void> {
  if (!changed.has("replicas")) {
    return;
  }
  const before = (olds.replicas ?? []) as Replica[];
  const after = news.replicas ?? [];
  const missing = (from: Replica[], other: Replica[]) =>
    from.filter(
      (a) => !other.some((b) => a.region === b.region && (a.kmsKeyId ?? "") === (b.kmsKeyId ?? "")),
    );
  const gone = missing(before, after);
  const added = missing(after, before);
  const secretsManager = client(SecretsManagerClient, region);
  if (gone.length > 0) {
    const RemoveReplicaRegions = gone.map((replica) => replica.region);
    await secretsManager.send(
      new RemoveRegionsFromReplicationCommand({ SecretId: id, RemoveReplicaRegions }),
    );
  }
  if (added.length > 0) {
    await secretsManager.send(
      new ReplicateSecretToRegionsCommand({
        SecretId: id,
        AddReplicaRegions: added.map(replicaRegion),
        ForceOverwriteReplicaSecret: news.forceOverwriteReplicaSecret,
      }),
    );
  }
}

/** A replica as Secrets Manager wants it. */
export function replicaRegion({ region, kmsKeyId }: Replica) {
  return { Region: region, KmsKeyId: kmsKeyId };
}

/** A replica's key is told only where the program names one: AWS fills in its own. */
export function replicasOf(
  { ReplicationStatus = [] }: DescribeSecretResponse,
  known: Replica[] = [],
): Replica[] {
  return ReplicationStatus.map(({ Region = "", KmsKeyId }) => ({
    region: Region,
    ...(known.some(({ region, kmsKeyId }) => region === Region && kmsKeyId) ? { kmsKeyId: KmsKeyId } : {}),
  }));
}
