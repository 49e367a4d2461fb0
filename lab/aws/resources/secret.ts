import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  type DescribeSecretResponse,
  PutResourcePolicyCommand,
  RemoveRegionsFromReplicationCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import type { SecretArgs } from "@pulumi/aws/secretsmanager/secret";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { fromPrefix } from "../names";
import { found, must } from "../requests";
import type { Change, Resource } from "../resource";
import { either, jsonObject, matching, oneOf, wholeNumber } from "../rules";
import { tagChange, tagList, tagMap } from "../tags";
import { type Replica, replicaRegion, replicasOf, updateReplicas } from "./secretReplicas";

type Args = Unwrap<SecretArgs>;

export const secret: Resource<Args> = {
  traits: {
    name: { property: "name", longest: 512 },
    replaces: ["name", "namePrefix"],
    computed: ["name", "namePrefix", "policy"],
    defaults: { recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false },
    sets: ["replicas"],
    json: ["policy"],
    exclusive: [["name", "namePrefix"]],
    unsupported: ["type"],
    rules: {
      name: matching(/^[A-Za-z0-9/_+=.@-]{1,512}$/, "1 to 512 letters, digits and signs of /_+=.@-"),
      policy: jsonObject,
      recoveryWindowInDays: either(oneOf(0), wholeNumber(7, 30)),
    },
  },
  async create(inputs, region) {
    const { ARN } = await client(SecretsManagerClient, region).send(
      new CreateSecretCommand({
        Name: inputs.name ?? fromPrefix(must(inputs.namePrefix, "name")),
        Description: inputs.description,
        KmsKeyId: inputs.kmsKeyId,
        AddReplicaRegions: inputs.replicas?.map(replicaRegion),
        ForceOverwriteReplicaSecret: inputs.replicas ? inputs.forceOverwriteReplicaSecret : undefined,
        Tags: tagList(inputs.tags),
      }),
    );
    return must(ARN, "ARN");
  },
  async settle(id, { policy }, region) {
    if (policy) {
      await putPolicy(id, policy, region);
    }
  },
  async read(id, state, region) {
    const secret = await describe(id, region);
    // A secret that waits for its deletion is gone for everyone but AWS.
    return secret && !secret.DeletedDate
      ? {
          arn: secret.ARN,
          name: secret.Name,
          description: secret.Description,
          ...(secret.KmsKeyId ? { kmsKeyId: secret.KmsKeyId } : {}),
          replicas: replicasOf(secret, state.replicas as Replica[] | undefined),
          tags: tagMap(secret.Tags),
        }
      : undefined;
  },
  async update(id, change, region) {
    await updateSettings(id, change, region);
    await updateReplicas(id, change, region);
    const { put, remove } = tagChange(change.olds.tags, change.news.tags);
    const secretsManager = client(SecretsManagerClient, region);
    if (remove) {
      await secretsManager.send(new UntagResourceCommand({ SecretId: id, TagKeys: remove }));
    }
    if (put) {
      await secretsManager.send(new TagResourceCommand({ SecretId: id, Tags: put }));
    }
  },
  async delete(id, state, region) {
    const days = (state.recoveryWindowInDays ?? 30) as number;
    const replicas = ((state.replicas ?? []) as Replica[]).map((replica) => replica.region);
    if (replicas.length > 0) {
      await client(SecretsManagerClient, region).send(
        new RemoveRegionsFromReplicationCommand({ SecretId: id, RemoveReplicaRegions: replicas }),
      );
    }
    const request = new DeleteSecretCommand({
      SecretId: id,
      ...(days === 0 ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: days }),
    });
    await found(client(SecretsManagerClient, region).send(request), "ResourceNotFoundException");
  },
};

async function updateSettings(id: string, { news, changed }: Change<Args>, region: string): Promise<void> {
  if (changed.has("description") || changed.has("kmsKeyId")) {
    await client(SecretsManagerClient, region).send(
      new UpdateSecretCommand({ SecretId: id, Description: news.description ?? "", KmsKeyId: news.kmsKeyId }),
    );
  }
  if (changed.has("policy") && news.policy) {
    await putPolicy(id, news.policy, region);
  }
}

async function putPolicy(id: string, policy: string, region: string): Promise<void> {
  await client(SecretsManagerClient, region).send(
    new PutResourcePolicyCommand({ SecretId: id, ResourcePolicy: policy }),
  );
}

async function describe(id: string, region: string): Promise<DescribeSecretResponse | undefined> {
  const request = new DescribeSecretCommand({ SecretId: id });
  return found(client(SecretsManagerClient, region).send(request), "ResourceNotFoundException");
}
