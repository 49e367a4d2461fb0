import type { ReplicationGroup } from "@aws-sdk/client-elasticache";
import { messageOf } from "../failure";
import { Unchecked } from "./check";
import type { Context } from "./context";

const sdk = "@aws-sdk/client-elasticache";

type Sdk = typeof import("@aws-sdk/client-elasticache");

/** Milliseconds for the answer of AWS. */
const patience = 10_000;

/**
 * What AWS says of the component's replication group. Throws `Unchecked` where the SDK is missing or AWS refuses, for
 * neither is a fault of the group.
 */
export async function groupOf(context: Context): Promise<ReplicationGroup> {
  const { ElastiCacheClient, DescribeReplicationGroupsCommand }: Sdk = await import(
    "@aws-sdk/client-elasticache"
  ).catch(() => {
    throw new Unchecked(`AWS is asked with its SDK; install it: npm install ${sdk}`);
  });
  const { arn, replicationGroupId } = context.group().outputs;
  const client = new ElastiCacheClient({ region: String(arn).split(":")[3] });
  try {
    const { ReplicationGroups } = await client.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: String(replicationGroupId) }),
      { abortSignal: AbortSignal.timeout(patience) },
    );
    const [group] = ReplicationGroups ?? [];
    if (!group) {
      throw new Unchecked(`AWS knows no replication group ${String(replicationGroupId)}`);
    }
    return group;
  } catch (error) {
    throw error instanceof Unchecked ? error : new Unchecked(`AWS was asked in vain: ${messageOf(error)}`);
  } finally {
    client.destroy();
  }
}
