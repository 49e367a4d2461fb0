import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Deployed } from "./strategy";

/** Whether the group lets in whoever asks; false as well where there is no such group yet. */
export async function isOpen(replicationGroupId: string, opts: pulumi.InvokeOptions): Promise<boolean> {
  const group = await existing(aws.elasticache.getReplicationGroup({ replicationGroupId }, opts));
  return group !== undefined && !group.authTokenEnabled;
}

/** The password that the secret holds now, or held before; undefined where it holds none yet. */
export async function deployedPassword(
  secretId: string,
  opts: pulumi.InvokeOptions,
  versionStage?: "AWSPREVIOUS",
): Promise<Deployed | undefined> {
  const version = await existing(aws.secretsmanager.getSecretVersion({ secretId, versionStage }, opts));
  if (!version?.secretString) {
    return undefined;
  }
  return { password: passwordIn(version.secretString), since: Date.parse(version.createdDate) };
}

/** Whoever has put something else into the secret has put in no password that was deployed. */
function passwordIn(secretString: string): string {
  try {
    return String(JSON.parse(secretString).password);
  } catch {
    return "";
  }
}

async function existing<T>(lookup: Promise<T>): Promise<T | undefined> {
  try {
    return await lookup;
  } catch (error) {
    // The provider's words for what is not there, and Secrets Manager's for a secret without a value.
    if (/couldn't find resource|NotFound|can't find the specified secret value/.test(String(error))) {
      return undefined;
    }
    throw error;
  }
}
