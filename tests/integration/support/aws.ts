import { readFileSync } from "node:fs";
import { emulatorEnv, region } from "../../../lab/emulator/environment";
import { randomAccount } from "../../../lab/emulator/start";
import { type Network, prepareNetwork } from "../../../lab/emulator/vpc";

/** An AWS account of the test's own on the emulator that all suites share. */
export interface TestAccount {
  /** 12 digits. */
  account: string;
  /** Environment in which Pulumi and AWS SDKs work on it. */
  env: Record<string, string>;
  /** Configuration for clients of the AWS SDK. */
  config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** A VPC with private subnets in two zones. */
  network: Network;
  /** Authority that signs the certificates of Redis nodes, as PEM. */
  ca: string;
}

/** An account that nobody else has, with a network, on the emulator that `npm test` has started. */
export async function testAccount(): Promise<TestAccount> {
  const endpoint = ready("SECURE_REDIS_TEST_AWS_ENDPOINT");
  const ca = readFileSync(ready("SECURE_REDIS_TEST_AWS_CA"), "utf8");
  const account = randomAccount();
  return {
    account,
    env: emulatorEnv({ endpoint, account }),
    config: { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: "emulator" } },
    network: await prepareNetwork(endpoint, account),
    ca,
  };
}

function ready(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run the tests with npm test`);
  }
  return value;
}
