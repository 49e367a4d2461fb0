import { join } from "node:path";
import type { Emulator } from "./record";

/** Region of everything on the emulator. */
export const region = "us-east-1";

/** The services of AWS that the emulator serves. It knows many more, among them some that run programs. */
const services = "ec2,elasticache,iam,kms,logs,monitoring,route53,secretsmanager,sns,sts";

/** The whole environment of the emulator's process: nothing of the user's but what leads to their Docker. */
export function serverEnv(
  emulator: Pick<Emulator, "name" | "folder" | "port" | "network" | "account" | "owner">,
  user: NodeJS.ProcessEnv,
): Record<string, string> {
  const temporary = join(emulator.folder, "tmp");
  const docker = ["DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"].flatMap((name) =>
    user[name] ? [[name, user[name]]] : [],
  );
  return {
    ...Object.fromEntries(docker),
    PATH: user.PATH ?? "",
    HOME: emulator.folder,
    TMPDIR: temporary,
    STATE_DIR: join(temporary, "state"),
    S3_DATA_DIR: join(temporary, "s3"),
    PYTHONDONTWRITEBYTECODE: "1",
    LIFELINE: emulator.owner ? "1" : "0",
    BIND_HOST: "127.0.0.1",
    GATEWAY_PORT: String(emulator.port),
    SERVICES: services,
    // Both would listen on every address.
    IOT_MTLS_ENABLED: "0",
    SFTP_ENABLED: "0",
    // Its containers carry this name, and it removes only those that do.
    MINISTACK_HOSTNAME: emulator.name,
    // Told by its health page: whoever answers at the port may be another.
    MINISTACK_EDITION: emulator.name,
    MINISTACK_REGION: region,
    MINISTACK_ACCOUNT_ID: emulator.account,
    DOCKER_NETWORK: emulator.network,
    ELASTICACHE_CLUSTER_MODE_REAL: "1",
    PERSIST_STATE: "0",
  };
}

/**
 * What has Pulumi and every AWS SDK talk to the emulator and to nothing else, as `account` (12 digits, default: the
 * emulator's own). Of the user's own environment, `user`, no setting of AWS is left.
 */
export function emulatorEnv(
  emulator: Pick<Emulator, "endpoint" | "account">,
  account = emulator.account,
  user: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const neutralised = Object.keys(user)
    .filter((name) => name.startsWith("AWS_"))
    .map((name) => [name, ""]);
  return {
    ...Object.fromEntries(neutralised),
    AWS_ENDPOINT_URL: emulator.endpoint,
    // The emulator takes the key for the account.
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}
