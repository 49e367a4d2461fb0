import { ElastiCacheClient, ModifyReplicationGroupCommand } from "@aws-sdk/client-elasticache";
import { type TestAccount, testAccount } from "./support/aws";
import { stepsOf } from "./support/changes";
import { describedPlaces, inventory, nothing } from "./support/inventory";
import { leaks, stackPlaces } from "./support/leaks";
import { type Connection, connectionIn } from "./support/secret";
import { run } from "./support/shell";
import { Stack } from "./support/stack";
import { plainPing, type TlsEndpoint, tlsPing } from "./support/tls";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;
let endpoint: TlsEndpoint;
let secret: Connection;
/** What `up --json` printed: the engine's whole event stream. */
let events: string;

beforeAll(async () => {
  account = await testAccount();
  stack = await Stack.createOnAws(account, {
    deletionProtection: false,
    createKmsKey: true,
    allowFrom: { cidrBlocks: ["10.42.0.0/16"] },
    monitoring: { alarmTopicArns: [`arn:aws:sns:us-east-1:${account.account}:operators`] },
    tags: { team: "clinic" },
  });
  const up = await stack.try("up", "--yes", "--skip-preview", "--json");
  if (up.exitCode !== 0) {
    throw new Error(up.output);
  }
  events = up.stdout;
  secret = (await connectionIn(account, await stack.output("secretArn"))) as Connection;
  endpoint = { host: secret.host, port: secret.port, ca: account.ca };
});

afterAll(async () => {
  await stack.dispose();
  expect(await inventory(account)).toEqual(nothing);
});

describe("the connection in Secrets Manager", () => {
  test("has what a client needs, and is the stack's own", async () => {
    expect(secret).toEqual({
      engine: "redis",
      host: await stack.output("host"),
      port: 6379,
      username: "",
      password: expect.stringMatching(/^[A-Za-z0-9]{48}$/),
      tls: true,
      url: await stack.output("url"),
    });
    expect(secret.url).toBe(`rediss://:${secret.password}@${secret.host}:6379/0`);
    expect(await stack.output("redactedUrl")).toBe(`rediss://:***@${secret.host}:6379/0`);
  });

  test("lets in who has the password, and nobody else", async () => {
    expect(await tlsPing(endpoint, secret.password)).toBe("PONG");
    expect(await tlsPing(endpoint)).toBe("NOAUTH");
    expect(await tlsPing(endpoint, `${secret.password}x`)).toBe("WRONGPASS");
  });

  test("verifies: another authority and another name are refused by the client", async () => {
    const other = { ...endpoint, servername: "redis.example" };
    expect(await tlsPing(other, secret.password)).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const { rootCertificates } = await import("node:tls");
    expect(await tlsPing({ ...endpoint, ca: String(rootCertificates[0]) }, secret.password)).toMatch(
      /SELF_SIGNED|UNABLE_TO/,
    );
  });

  test("plain TCP gets no answer", async () => {
    const answer = await plainPing(endpoint.host, endpoint.port);
    expect(answer).not.toMatch(/PONG|NOAUTH/);
  });

  test("the output caCertificate is the authority to trust", async () => {
    expect((await stack.output("caCertificate")).trim()).toBe(account.ca.trim());
  });
});

test("what is deployed is what AWS tells of it", async () => {
  const found = await inventory(account);
  const id = found.groups[0];
  expect(found).toMatchObject({
    groups: [expect.stringMatching(/^redis-[0-9a-f]{8}$/)],
    subnetGroups: [expect.stringMatching(/^redis-subnets-/)],
    parameterGroups: [expect.stringMatching(/^redis-parameters-/)],
    securityGroups: [expect.stringMatching(/^redis-firewall-/)],
    secrets: [expect.stringMatching(/^redis-connection-/)],
    logGroups: [`/elasticache/${id}/engine-log`, `/elasticache/${id}/slow-log`],
    dashboards: [id],
  });
  expect(found.alarms).toHaveLength(9);
  const places = await describedPlaces(account);
  const [group] = JSON.parse(places["replication groups"] ?? "[]");
  expect(group).toMatchObject({
    Status: "available",
    AuthTokenEnabled: true,
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: "required",
    AtRestEncryptionEnabled: true,
    AutomaticFailover: "enabled",
    MultiAZ: "enabled",
    AutoMinorVersionUpgrade: true,
    SnapshotRetentionLimit: 7,
    MemberClusters: [expect.any(String), expect.any(String)],
  });
  expect(places[`tags of ${group.ARN}`]).toContain('"Key":"team","Value":"clinic"');
});

test("up, refresh and up again change nothing", async () => {
  for (const command of [
    ["up", "--yes", "--skip-preview"],
    ["refresh", "--yes", "--skip-preview"],
    ["up", "--yes", "--skip-preview"],
  ]) {
    await stack.pulumi(...command, "--expect-no-changes");
  }
});

describe("leaks", () => {
  test("no password in what the stack shows, nor in what AWS describes, nor in the engine's events", async () => {
    const secrets = await stack.secrets();
    expect(secrets).toEqual([secret.password]);
    // The second one reads the password back from Secrets Manager.
    const again = await stack.try("up", "--yes", "--skip-preview", "--json");
    expect(again.stdout).toContain("aws:secretsmanager/getSecretVersion:getSecretVersion");
    const places = {
      ...(await stackPlaces(stack)),
      ...(await describedPlaces(account)),
      "up --json": events,
      "the second up --json": again.stdout,
    };
    expect(Object.keys(stepsOf(events)).length).toBeGreaterThan(20);
    expect(leaks(places, secrets)).toEqual([]);
    // The same scan finds what is there.
    expect(leaks({ ...places, planted: `x${secret.password}x` }, secrets)).toEqual(["planted"]);
  });
});

/** Takes the group's token away, as somebody with the rights could. */
async function open(): Promise<void> {
  const [ReplicationGroupId] = (await inventory(account)).groups;
  const change = { ReplicationGroupId, AuthTokenUpdateStrategy: "DELETE", ApplyImmediately: true } as const;
  await new ElastiCacheClient(account.config).send(new ModifyReplicationGroupCommand(change));
  expect(await pingInside()).toBe("PONG");
}

/** A PING without a password on the node itself: from elsewhere Redis' protected mode refuses while it is open. */
async function pingInside(): Promise<string> {
  const [node] = (await inventory(account)).nodes;
  const client = ["redis-cli", "--tls", "--cacert", "/ministack-elasticache-tls/ca.crt", "ping"];
  return (await run("docker", ["exec", String(node), ...client])).output.trim();
}

test("a group that someone has opened is seen, and the next up --refresh closes it", async () => {
  await open();
  expect(await stack.pulumi("preview")).toContain("accepts connections without a token");
  await stack.up("--refresh");
  expect(await pingInside()).toContain("NOAUTH");
  expect(await tlsPing(endpoint, secret.password)).toBe("PONG");
  await stack.pulumi("preview", "--expect-no-changes");
});

test("a rotation of a group that someone has opened closes it as well", async () => {
  await open();
  stack.rotation.generation = 1;
  stack.configure({});
  await stack.up();
  expect(await pingInside()).toContain("NOAUTH");
  expect(await tlsPing(endpoint, await stack.password())).toBe("PONG");
});
