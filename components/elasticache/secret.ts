import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { connectionUrl, type Endpoint } from "../connection";
import { secretPolicy } from "./policies";
import type { ElastiCacheSettings } from "./settings";

interface ConnectionSecretArgs {
  keyArn: pulumi.Output<string> | undefined;
  settings: Pick<ElastiCacheSettings, "secret" | "deletionProtection">;
  tags: Record<string, string>;
}

/** The secret for the connection, and who may not read it. */
export function connectionSecret(
  name: string,
  { keyArn, settings, tags }: ConnectionSecretArgs,
  opts: pulumi.CustomResourceOptions,
): aws.secretsmanager.Secret {
  const secret = new aws.secretsmanager.Secret(
    `${name}-connection`,
    {
      description: `Connection of the Redis ${name}`,
      kmsKeyId: keyArn,
      recoveryWindowInDays: settings.secret.recoveryWindowDays,
      replicas: settings.secret.replicaRegions.map((region) => ({ region })),
      tags,
    },
    { ...opts, protect: settings.deletionProtection },
  );
  new aws.secretsmanager.SecretPolicy(
    `${name}-connection-policy`,
    { secretArn: secret.arn, policy: secretPolicy(), blockPublicPolicy: true },
    opts,
  );
  return secret;
}

interface ConnectionVersionArgs {
  secret: aws.secretsmanager.Secret;
  /** What has to have taken the password before. */
  takers: pulumi.Resource[];
  endpoint: pulumi.Output<Endpoint>;
  password: pulumi.Output<string>;
  engine: string;
}

/** Puts the connection into the secret once the Redis has taken its password, and never before. */
export function connectionVersion(
  name: string,
  { secret, takers, endpoint, password, engine }: ConnectionVersionArgs,
  opts: pulumi.CustomResourceOptions,
): aws.secretsmanager.SecretVersion {
  const content = pulumi.all([endpoint, password]).apply(([e, p]) => secretContent(e, p, engine));
  return new aws.secretsmanager.SecretVersion(
    `${name}-connection-version`,
    { secretId: secret.id, secretString: pulumi.secret(content) },
    { ...opts, dependsOn: takers },
  );
}

/** The secret's content: the keys that AWS's own database secrets have, and a URL. */
export function secretContent(endpoint: Endpoint, password: string, engine: string): string {
  const { host, port, username, tls } = endpoint;
  return JSON.stringify({
    engine,
    host,
    port,
    username,
    password,
    tls,
    url: connectionUrl(endpoint, password),
  });
}
