import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { TestAccount } from "./aws";

/** The connection as an application finds it in Secrets Manager. */
export interface Connection {
  engine: string;
  host: string;
  port: number;
  username: string;
  password: string;
  tls: boolean;
  url: string;
}

/** Reads a version of the secret; undefined where no version has the stage. */
export async function connectionIn(
  { config }: TestAccount,
  secretArn: string,
  stage = "AWSCURRENT",
): Promise<Connection | undefined> {
  const manager = new SecretsManagerClient(config);
  const { VersionIdsToStages: stages = {} } = await manager.send(
    new DescribeSecretCommand({ SecretId: secretArn }),
  );
  const [version] = Object.entries(stages).find(([, labels]) => labels.includes(stage)) ?? [];
  if (version === undefined) {
    return undefined;
  }
  const { SecretString } = await manager.send(
    new GetSecretValueCommand({ SecretId: secretArn, VersionId: version, VersionStage: stage }),
  );
  return SecretString === undefined ? undefined : JSON.parse(SecretString);
}
