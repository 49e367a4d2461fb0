import {
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { SecretPolicyArgs } from "@pulumi/aws/secretsmanager/secretPolicy";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found } from "../requests";
import type { Resource } from "../resource";
import { arn, jsonObject } from "../rules";

type Args = Unwrap<SecretPolicyArgs>;

export const secretPolicy: Resource<Args> = {
  traits: {
    replaces: ["secretArn"],
    json: ["policy"],
    rules: { secretArn: arn, policy: jsonObject },
  },
  async create(inputs, region) {
    await put(inputs, region);
    return inputs.secretArn;
  },
  async read(id, _, region) {
    const request = new GetResourcePolicyCommand({ SecretId: id });
    const response = await found(
      client(SecretsManagerClient, region).send(request),
      "ResourceNotFoundException",
    );
    return response?.ResourcePolicy
      ? { policy: response.ResourcePolicy, secretArn: response.ARN }
      : undefined;
  },
  async update(_, { news }, region) {
    await put(news, region);
  },
  async delete(id, _, region) {
    const request = new DeleteResourcePolicyCommand({ SecretId: id });
    await found(client(SecretsManagerClient, region).send(request), "ResourceNotFoundException");
  },
};

async function put({ secretArn, policy, blockPublicPolicy }: Args, region: string): Promise<void> {
  await client(SecretsManagerClient, region).send(
    new PutResourcePolicyCommand({
      SecretId: secretArn,
      ResourcePolicy: policy,
      BlockPublicPolicy: blockPublicPolicy,
    }),
  );
}
