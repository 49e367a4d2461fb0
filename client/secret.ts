import { RedisCredentialsError } from "./errors";
import { bareError } from "./mask";
import { parseSecret, type SecretData } from "./secretData";

/** Milliseconds for reading a secret. */
const patience = 5_000;

const sdk = "@aws-sdk/client-secrets-manager";

type Sdk = typeof import("@aws-sdk/client-secrets-manager");

/** The AWS SDK, which only those need that give the ARN of a secret. */
const loadSdk = (): Promise<Sdk> => import("@aws-sdk/client-secrets-manager");

/**
 * Reads the secret that an ARN names, in the ARN's region, with the AWS credentials that the SDK finds. Throws
 * RedisCredentialsError, which says what to install where the SDK is missing.
 */
export async function readSecret(arn: string, load: () => Promise<Sdk> = loadSdk): Promise<SecretData> {
  const { SecretsManagerClient, GetSecretValueCommand } = await load().catch((cause: unknown) => {
    throw new RedisCredentialsError(`${arn} is read with the AWS SDK; install it: npm install ${sdk}`, {
      cause: bareError(cause),
    });
  });
  const client = new SecretsManagerClient({ region: arn.split(":")[3] });
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }), {
      abortSignal: AbortSignal.timeout(patience),
    });
    return parseSecret(SecretString ?? "", arn);
  } catch (cause) {
    if (cause instanceof RedisCredentialsError) {
      throw cause;
    }
    const bare = bareError(cause);
    throw new RedisCredentialsError(`the secret ${arn} cannot be read: ${bare.name}: ${bare.message}`, {
      cause: bare,
    });
  } finally {
    client.destroy();
  }
}
