import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { GetSecretVersionArgs } from "@pulumi/aws/secretsmanager/getSecretVersion";
import { client } from "../clients";
import type { Invocation } from "../invocation";
import { found } from "../requests";

export const getSecretVersion: Invocation = {
  sensitive: ["secretString", "secretBinary"],
  async call(args, region) {
    const { secretId, versionId, versionStage = "AWSCURRENT" } = args as unknown as GetSecretVersionArgs;
    // With a version's id its label does not matter, as with the official plugin.
    const which = versionId ? { VersionId: versionId } : { VersionStage: versionStage };
    const request = new GetSecretValueCommand({ SecretId: secretId, ...which });
    const value = await found(
      client(SecretsManagerClient, region).send(request),
      "ResourceNotFoundException",
    );
    if (!value) {
      throw new Error(`reading Secrets Manager Secret Version (${secretId}): couldn't find resource`);
    }
    return {
      arn: value.ARN,
      createdDate: value.CreatedDate?.toISOString(),
      id: `${secretId}|${versionId ?? versionStage}`,
      region,
      secretArn: value.ARN,
      secretBinary: value.SecretBinary ? Buffer.from(value.SecretBinary).toString("base64") : "",
      secretId,
      secretString: value.SecretString ?? "",
      versionId: value.VersionId,
      versionStage,
      versionStages: value.VersionStages ?? [],
    };
  },
};
