import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ElastiCacheSettings } from "./settings";

/** The customer's key for the data and the secret: given, made here, or none. */
export function encryptionKey(
  name: string,
  settings: Pick<ElastiCacheSettings, "kmsKeyArn" | "createKmsKey" | "deletionProtection">,
  tags: Record<string, string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
  if (!settings.createKmsKey) {
    return settings.kmsKeyArn === undefined ? undefined : pulumi.output(settings.kmsKeyArn);
  }
  const key = new aws.kms.Key(
    `${name}-key`,
    {
      description: `Data and connection secret of the Redis ${name}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags,
    },
    { ...opts, protect: settings.deletionProtection },
  );
  new aws.kms.Alias(`${name}-key-alias`, { targetKeyId: key.keyId }, opts);
  return key.arn;
}
