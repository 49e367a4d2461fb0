import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { ElastiCacheClient, ModifyReplicationGroupCommand } from "@aws-sdk/client-elasticache";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type TestAccount, testAccount } from "./support/aws";
import { cli, verify } from "./support/cli";
import { inventory } from "./support/inventory";
import { docker, run } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;
let password: string;

beforeAll(async () => {
  account = await testAccount();
  stack = await Stack.createOnAws(account, { deletionProtection: false });
  await stack.up();
  password = await stack.password();
});

afterAll(() => stack.dispose());

test("what is deployed holds, but for what an emulated AWS does not do", async () => {
  const { exitCode, report } = await verify(stack);
  const others = report.checks.filter(({ status }) => status !== "pass");
  expect(others.map(({ id, status }) => [id, status])).toEqual([["commands", "unchecked"]]);
  expect(report.checks.map(({ id }) => id)).toEqual([
    ...["no-password", "wrong-password", "right-password", "data", "commands", "tls"],
    ...[
      "secret-processes",
      "secret-state",
      "encryption",
      "persistence",
      "secrets-manager",
      "rotation",
      "overlap",
    ],
  ]);
  expect(exitCode).toBe(0);
  expect((await cli(stack, "verify", ["--strict"])).exitCode).toBe(1);
});

test("env writes a URL with TLS, health asks by it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-redis-cli-"));
  const { exitCode, output } = await cli(stack, "env", ["--out", join(folder, ".env")]);
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect((await run("cat", [join(folder, ".env")])).stdout).toMatch(/^REDIS_URL=rediss:.*^REDIS_TLS=true$/ms);
  rmSync(folder, { recursive: true });
  expect(await cli(stack, "health")).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/asked as default: ok$/),
  });
});

/** Runs redis-cli on the node, by TLS or plain. */
async function onNode(tls: boolean, ...command: string[]): Promise<string> {
  const node = (await inventory(account)).nodes[0] ?? "";
  const way = tls ? ["--tls", "--insecure"] : [];
  return docker("exec", "--env", `REDISCLI_AUTH=${password}`, node, "redis-cli", ...way, ...command);
}

test("a node without TLS", async () => {
  await onNode(true, "CONFIG", "SET", "tls-port", "0", "port", "6379");
  const { failures } = await verify(stack).finally(() =>
    onNode(false, "CONFIG", "SET", "port", "0", "tls-port", "6379"),
  );
  expect(failures).toEqual({ tls: "it answers without TLS" });
});

test("a node without a password", async () => {
  await onNode(true, "CONFIG", "SET", "protected-mode", "no");
  await onNode(true, "ACL", "SETUSER", "default", "nopass");
  const { failures } = await verify(stack).finally(() =>
    onNode(true, "ACL", "SETUSER", "default", "resetpass", `>${password}`),
  );
  expect(failures).toEqual({ "no-password": expect.any(String) });
});

test("a certificate of another authority", async () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-redis-cli-"));
  const state = JSON.parse((await stack.try("stack", "export", "--show-secrets")).stdout);
  for (const { type, outputs } of state.deployment.resources) {
    if (type === "secure-redis:index:SecureRedis") {
      outputs.caCertificate = rootCertificates[0];
    }
  }
  writeFileSync(join(folder, "state.json"), JSON.stringify(state));
  const real = (await run("sh", ["-c", "command -v pulumi"])).stdout;
  const script = `#!/bin/sh\ncase "$*" in *--show-secrets*) cat ${folder}/state.json ;; *) exec ${real} "$@" ;; esac\n`;
  writeFileSync(join(folder, "pulumi"), script);
  chmodSync(join(folder, "pulumi"), 0o755);
  const { failures } = await verify(stack, { PATH: `${folder}:${process.env.PATH}` });
  rmSync(folder, { recursive: true });
  expect(failures).toEqual({ tls: expect.stringMatching(/the certificate is not verified/) });
});

test("another password in Secrets Manager", async () => {
  const manager = new SecretsManagerClient(account.config);
  const SecretId = await stack.output("secretArn");
  const { SecretString = "" } = await manager.send(new GetSecretValueCommand({ SecretId }));
  const other = JSON.stringify({ ...JSON.parse(SecretString), password: "another" });
  await manager.send(new PutSecretValueCommand({ SecretId, SecretString: other }));
  const { failures } = await verify(stack).finally(() =>
    manager.send(new PutSecretValueCommand({ SecretId, SecretString })),
  );
  expect(failures).toEqual({ "secrets-manager": "that of default has another password" });
});

test("backups that somebody turned off", async () => {
  const [id] = (await inventory(account)).groups;
  await new ElastiCacheClient(account.config).send(
    new ModifyReplicationGroupCommand({
      ReplicationGroupId: id,
      SnapshotRetentionLimit: 0,
      ApplyImmediately: true,
    }),
  );
  const { failures } = await verify(stack);
  expect(failures).toEqual({ persistence: "backups are kept for 0 days, and were deployed as 7" });
});

test("without permission to ask AWS the lines say so, and nothing is a pass or a failure by it", async () => {
  const { exitCode, report } = await verify(stack, { AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
  expect(exitCode).toBe(0);
  const unchecked = report.checks.filter(({ status }) => status === "unchecked").map(({ id }) => id);
  expect(unchecked).toEqual(["commands", "encryption", "persistence", "secrets-manager"]);
});
