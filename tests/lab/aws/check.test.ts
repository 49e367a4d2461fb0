import { resources } from "../../../lab/aws/registry";
import { secret, unknown } from "../../../lab/aws/secrets";
import { minimal } from "./minimal";
import { checked, group, mistakes } from "./support";

const tokens = Object.entries(minimal);

test("every resource type has a case", () => {
  expect(Object.keys(minimal).sort()).toEqual(Object.keys(resources).sort());
});

test.each(tokens)("%s: the least inputs pass", (token) => {
  expect(mistakes(token)).toEqual([]);
});

test.each(tokens)("%s: a wrong name is refused", (token) => {
  expect(mistakes(token, { nmae: "x" })).toEqual(["nmae is not a property of this type"]);
});

test.each(tokens)("%s: a wrong type is refused", (token, { single }) => {
  expect(mistakes(token, { [single]: [] })).toEqual(
    expect.arrayContaining([expect.stringMatching(`^${single} must be a .*, and is a list$`)]),
  );
});

test.each(tokens)("%s: unknown values pass", (token, { inputs }) => {
  const unknowns = Object.fromEntries(Object.keys(inputs).map((name) => [name, unknown]));
  expect(mistakes(token, unknowns)).toEqual([]);
});

test.each(tokens.filter(([, { inputs }]) => Object.keys(inputs).length > 0))(
  "%s: what is required is missed",
  (token, { inputs }) => {
    const none = Object.fromEntries(Object.keys(inputs).map((name) => [name, null]));
    expect(mistakes(token, none).join()).toMatch(/required/);
  },
);

const token = "TokenTokenToken1";
const tls = { transitEncryptionEnabled: true };

/** Type, inputs beside the least, and what must be said of them, each by property. */
test.each<[string, string, Record<string, unknown>, string[]]>([
  ["a number for text", group, { description: 5 }, ["description must be a string, and is a number"]],
  [
    "a nested wrong name",
    group,
    { metricQueriess: [], nodeGroupConfigurations: [{ replicas: 1 }] },
    ["metricQueriess is not a property", "nodeGroupConfigurations[0].replicas is not a property"],
  ],
  ["a nested wrong type", group, { tags: { a: 1 } }, ["tags.a must be a string, and is a number"]],
  ["a value AWS has not", group, { engine: "memcached" }, ["engine must be one of redis, valkey"]],
  ["a short token", group, { ...tls, authToken: "short" }, ["authToken must be 16 to 128"]],
  ["a sign AWS refuses", group, { ...tls, authToken: `${token}@` }, ["authToken must be 16 to 128"]],
  ["a token without TLS", group, { authToken: token }, ["authToken needs transitEncryptionEnabled"]],
  [
    "a token and users",
    group,
    { ...tls, authToken: token, userGroupIds: ["g"] },
    ["authToken conflicts with userGroupIds"],
  ],
  [
    "a strategy alone",
    group,
    { authTokenUpdateStrategy: "ROTATE" },
    ["authTokenUpdateStrategy needs authToken"],
  ],
  [
    "no such strategy",
    group,
    { ...tls, authToken: token, authTokenUpdateStrategy: "KEEP" },
    ["authTokenUpdateStrategy must be one of SET, ROTATE, DELETE"],
  ],
  [
    "two ways to count",
    group,
    { numCacheClusters: 2, numNodeGroups: 1, replicasPerNodeGroup: 1 },
    ["numCacheClusters conflicts with numNodeGroups", "numCacheClusters conflicts with replicasPerNodeGroup"],
  ],
  [
    "failover alone",
    group,
    { automaticFailoverEnabled: true, numCacheClusters: 1 },
    ["numCacheClusters must be at least 2"],
  ],
  [
    "failover without counts",
    group,
    { automaticFailoverEnabled: true },
    ["automaticFailoverEnabled needs a replica"],
  ],
  [
    "multi-AZ without failover",
    group,
    { multiAzEnabled: true },
    ["multiAzEnabled needs automaticFailoverEnabled"],
  ],
  ["no node type", group, { nodeType: null }, ["nodeType is required"]],
  [
    "too many snapshots",
    group,
    { snapshotRetentionLimit: 36 },
    ["snapshotRetentionLimit must be a whole number from 0 to 35"],
  ],
  [
    "no window",
    group,
    { snapshotWindow: "3-4", maintenanceWindow: "sun 5" },
    ["maintenanceWindow must be a window", "snapshotWindow must be a window"],
  ],
  ["a patch version", group, { engineVersion: "7.1.0" }, ["engineVersion must be MAJOR.MINOR"]],
  ["a write-only property", group, { authTokenWo: token }, ["authTokenWo is not supported"]],
  [
    "no whole recovery window",
    "aws:secretsmanager/secret:Secret",
    { recoveryWindowInDays: 3 },
    ["recoveryWindowInDays must be one of 0 or a whole number from 7 to 30"],
  ],
  [
    "two values",
    "aws:secretsmanager/secretVersion:SecretVersion",
    { secretBinary: "AAAA" },
    ["secretString conflicts with secretBinary"],
  ],
  [
    "no JSON",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    { policy: "{" },
    ["policy must be a JSON object"],
  ],
  [
    "days CloudWatch has not",
    "aws:cloudwatch/logGroup:LogGroup",
    { retentionInDays: 8 },
    ["retentionInDays must be one of"],
  ],
  [
    "a metric and queries",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { metricQueries: [{ id: "a", expression: "1", returnData: true }] },
    [
      "metricQueries conflicts with metricName",
      "metricQueries conflicts with namespace",
      "metricQueries conflicts with period",
      "metricQueries conflicts with statistic",
      "metricQueries conflicts with metricName",
    ],
  ],
  [
    "a period CloudWatch has not",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { period: 45 },
    ["period must be one of 10, 20, 30 or a multiple of 60"],
  ],
  [
    "two sources",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { cidrIpv6: "::/0" },
    ["cidrIpv4 conflicts with cidrIpv6"],
  ],
  [
    "no ports",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { fromPort: null, toPort: null },
    ["fromPort is required", "toPort is required"],
  ],
  [
    "two names for a host",
    "aws:route53/record:Record",
    { records: ["a", "b"] },
    ["records must have one element"],
  ],
  [
    "the short wait for a key",
    "aws:kms/key:Key",
    { deletionWindowInDays: 1 },
    ["deletionWindowInDays must be a whole number from 7 to 30"],
  ],
  ["AWS's own alias", "aws:kms/alias:Alias", { name: "alias/aws/s3" }, ["name must be alias/"]],
  [
    "a session too long",
    "aws:iam/role:Role",
    { maxSessionDuration: 60 },
    ["maxSessionDuration must be a whole number from 3600"],
  ],
  [
    "a subnet that is none",
    "aws:elasticache/subnetGroup:SubnetGroup",
    { subnetIds: ["10.0.0.0"] },
    ["subnetIds[0] must be a subnet's id"],
  ],
  [
    "a parameter twice",
    "aws:elasticache/parameterGroup:ParameterGroup",
    {
      parameters: [
        { name: "timeout", value: "1" },
        { name: "timeout", value: "2" },
      ],
    },
    ["parameters has timeout more than once"],
  ],
])("%s is refused by name", (_, token, inputs, said) => {
  const found = mistakes(token, inputs);
  expect(found.map((text, index) => text.slice(0, said[index]?.length))).toEqual(said);
});

test("a secret is checked in the clear, stays secret, and is never told", () => {
  const { inputs, mistakes: found } = checked(group, { ...tls, authToken: secret("short@secret") });
  expect(inputs.authToken).toEqual(secret("short@secret"));
  expect(JSON.stringify(found)).toContain("authToken");
  expect(JSON.stringify(found)).not.toContain("short@secret");
});

test("a document that is given as an object becomes text, secret or unknown if a part of it is", () => {
  const policyOf = (policy: unknown) => checked("aws:iam/rolePolicy:RolePolicy", { policy }).inputs.policy;
  expect(policyOf({ Statement: [] })).toBe('{"Statement":[]}');
  expect(policyOf({ Sid: secret("s") })).toEqual(secret('{"Sid":"s"}'));
  expect(policyOf({ Resource: unknown })).toBe(unknown);
});
