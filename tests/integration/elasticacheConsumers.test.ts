import { DescribeSecurityGroupRulesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { type TestAccount, testAccount } from "./support/aws";
import { inventory, nothing } from "./support/inventory";
import { connectionIn } from "./support/secret";
import { Stack } from "./support/stack";
import { tlsPing } from "./support/tls";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;

/** A stack that imports the component, and in which everything the component gets comes from other resources. */
const program = (network: TestAccount["network"]) => `
import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
import { SecureRedis } from "./components";

// Not known in a preview, as the ids of a network that the same stack makes are not.
const known = new random.RandomId("network", { byteLength: 4 });
const subnetIds = known.hex.apply(() => ${JSON.stringify(network.subnetIds)});
const application = new aws.ec2.SecurityGroup("application", { vpcId: ${JSON.stringify(network.vpcId)} });
const role = new aws.iam.Role("application", { assumeRolePolicy: JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
}) });
const cache = new SecureRedis("cache", {
  target: "elasticache",
  elasticache: {
    subnetIds,
    allowFrom: { securityGroupIds: [application.id] },
    createKmsKey: true,
    deletionProtection: false,
    engine: "valkey",
  },
});
cache.allowFrom("office", { cidrBlock: "10.9.0.0/16" });
cache.grantRead("application", role.name);
export const { url, redactedUrl, secretArn, host, caCertificate } = cache;
export const roleName = role.name;
`;

beforeAll(async () => {
  account = await testAccount();
  stack = await Stack.createOnAws(account, {}, {}, program(account.network));
});

afterAll(async () => {
  await stack.dispose();
  expect(await inventory(account)).toEqual(nothing);
});

test("a preview from nothing works although nothing is known yet", async () => {
  const output = await stack.pulumi("preview");
  expect(output).toContain("cache-group");
  expect(await inventory(account)).toEqual(nothing);
});

test("it deploys, and a second up changes nothing", async () => {
  await stack.up();
  await stack.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
  const secret = await connectionIn(account, await stack.output("secretArn"));
  expect(secret?.engine).toBe("valkey");
  const endpoint = { host: String(secret?.host), port: 6379, ca: account.ca };
  expect(await tlsPing(endpoint, secret?.password)).toBe("PONG");
});

test("allowFrom lets in the group and the range on the one port, and nobody else", async () => {
  const { SecurityGroupRules: rules = [] } = await new EC2Client(account.config).send(
    new DescribeSecurityGroupRulesCommand({}),
  );
  const firewall = (await stack.resources()).find(({ urn }) => urn.endsWith("::cache-firewall"));
  const doors = rules.filter(({ GroupId }) => GroupId === firewall?.id);
  expect(doors.filter(({ IsEgress }) => IsEgress)).toEqual([]);
  expect(doors.map(({ FromPort, ToPort, IpProtocol }) => [FromPort, ToPort, IpProtocol])).toEqual([
    [6379, 6379, "tcp"],
    [6379, 6379, "tcp"],
  ]);
  expect(
    doors.map(({ CidrIpv4, ReferencedGroupInfo }) => CidrIpv4 ?? ReferencedGroupInfo?.GroupId).sort(),
  ).toEqual(["10.9.0.0/16", expect.stringMatching(/^sg-/)]);
});

test("grantRead gives the role the secret and the key through Secrets Manager, and nothing else", async () => {
  const iam = new IAMClient(account.config);
  const RoleName = await stack.output("roleName");
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  expect(PolicyNames).toHaveLength(1);
  const { PolicyDocument } = await iam.send(
    new GetRolePolicyCommand({ RoleName, PolicyName: PolicyNames[0] }),
  );
  const arn = await stack.output("secretArn");
  expect(JSON.parse(decodeURIComponent(String(PolicyDocument))).Statement).toEqual([
    {
      Sid: "ReadConnection",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      Resource: arn,
    },
    {
      Sid: "DecryptConnection",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: expect.stringMatching(/^arn:aws:kms:/),
      Condition: {
        StringEquals: {
          "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
          "kms:EncryptionContext:SecretARN": arn,
        },
      },
    },
  ]);
});
