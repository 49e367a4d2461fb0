import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LoginAccess } from "./access";
import { connectPolicy, readPolicy } from "./policies";

interface Granted {
  group: aws.elasticache.ReplicationGroup;
  keyArn: pulumi.Output<string> | undefined;
}

/** The least that lets a role log in as a user: read the secret, or connect by IAM. */
export function grantPolicy(
  access: LoginAccess | undefined,
  secret: aws.secretsmanager.Secret | undefined,
  { group, keyArn }: Granted,
  { parent }: pulumi.ResourceOptions,
): pulumi.Output<string> {
  if (secret === undefined) {
    return pulumi.all([group.arn, access?.userArn]).apply(([arn, user]) => connectPolicy(arn, String(user)));
  }
  const { region } = aws.getRegionOutput({}, { parent });
  return pulumi.all([secret.arn, region, keyArn]).apply(([arn, where, key]) => readPolicy(arn, where, key));
}
