import {
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { SecretVersionArgs } from "@pulumi/aws/secretsmanager/secretVersion";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { matching } from "../rules";

export const secretVersion: Resource<Unwrap<SecretVersionArgs>> = {
  traits: {
    replaces: ["secretId", "secretString", "secretBinary"],
    computed: ["versionStages"],
    sets: ["versionStages"],
    sensitive: ["secretString", "secretBinary"],
    unsupported: ["secretStringWo", "secretStringWoVersion"],
    oneRequired: [["secretString", "secretBinary"]],
    rules: {
      secretBinary: matching(/^[A-Za-z0-9+/]*={0,2}$/, "Base64"),
      secretId: matching(/./, "the secret's ARN or name"),
      "versionStages[]": matching(/^.{1,256}$/, "1 to 256 characters"),
    },
  },
  async create({ secretId, secretString, secretBinary, versionStages }, region) {
    const { ARN, VersionId } = await client(SecretsManagerClient, region).send(
      new PutSecretValueCommand({
        SecretId: secretId,
        SecretString: secretString,
        SecretBinary: secretBinary === undefined ? undefined : Buffer.from(secretBinary, "base64"),
        VersionStages: versionStages,
      }),
    );
    return `${must(ARN, "ARN")}|${must(VersionId, "VersionId")}`;
  },
  async read(id, _, region) {
    const [SecretId, VersionId] = parts(id);
    const request = new GetSecretValueCommand({ SecretId, VersionId });
    const response = await found(
      client(SecretsManagerClient, region).send(request),
      "ResourceNotFoundException",
      // A secret that waits for its deletion answers so.
      "InvalidRequestException",
    );
    return (
      response && {
        arn: response.ARN,
        secretArn: response.ARN,
        hasSecretStringWo: false,
        ...(response.SecretString === undefined ? {} : { secretString: response.SecretString }),
        ...(response.SecretBinary === undefined
          ? {}
          : { secretBinary: Buffer.from(response.SecretBinary).toString("base64") }),
        versionId: response.VersionId,
        versionStages: response.VersionStages ?? [],
      }
    );
  },
  async update(id, { olds, news }, region) {
    const [SecretId, version] = parts(id);
    const before = (olds.versionStages ?? []) as string[];
    const after = news.versionStages ?? before;
    for (const stage of after.filter((name) => !before.includes(name))) {
      await client(SecretsManagerClient, region).send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: stage,
          MoveToVersionId: version,
          RemoveFromVersionId: await holder(SecretId, stage, region),
        }),
      );
    }
    // AWSCURRENT only ever moves to another version.
    await removeStages(
      id,
      before.filter((name) => !after.includes(name) && name !== "AWSCURRENT"),
      region,
    );
  },
  async delete(id, state, region) {
    // The value stays, as with the official plugin: a version without labels is AWS's to forget.
    const stages = ((state.versionStages ?? []) as string[]).filter(
      (name) => name !== "AWSCURRENT" && name !== "AWSPREVIOUS",
    );
    await removeStages(id, stages, region);
  },
};

async function removeStages(id: string, stages: string[], region: string): Promise<void> {
  const [SecretId, RemoveFromVersionId] = parts(id);
  for (const VersionStage of stages) {
    const request = new UpdateSecretVersionStageCommand({ SecretId, VersionStage, RemoveFromVersionId });
    await found(client(SecretsManagerClient, region).send(request), "ResourceNotFoundException");
  }
}

/** The version that has a label now. */
async function holder(SecretId: string, stage: string, region: string): Promise<string | undefined> {
  const request = new ListSecretVersionIdsCommand({ SecretId });
  const { Versions } = await client(SecretsManagerClient, region).send(request);
  return Versions?.find(({ VersionStages }) => VersionStages?.includes(stage))?.VersionId;
}

function parts(id: string): [secret: string, version: string] {
  const [secret = "", version = ""] = id.split("|");
  return [secret, version];
}
