import * as pulumi from "@pulumi/pulumi";
import type { ElastiCacheArgs } from "../../../components/elasticache/args";
import { InvalidArgumentsError } from "../../../components/mistake";
import { type Cloud, ids, tokens } from "../support/cloud";
import { Deployment } from "../support/deployment";
import { deployed } from "../support/elastiCache";

const networkOf = (deployment: Deployment) => ({
  vpcId: deployment.inputsOf("cache-firewall").vpcId,
  subnetIds: deployment.inputsOf("cache-subnets").subnetIds,
});

const subnetIds = ["subnet-0000000b", "subnet-0000000a"];
const sorted = ["subnet-0000000a", "subnet-0000000b"];

test("a VPC that another resource yields is searched for its private subnets", async () => {
  const deployment = await deployed({ vpcId: pulumi.output(ids.vpc) });
  expect(networkOf(deployment)).toEqual({ vpcId: ids.vpc, subnetIds: sorted });
  expect(deployment.asked(tokens.vpc)).toEqual([]);
});

test("the default VPC is found, and all its subnets are taken, for none of them is private", async () => {
  const deployment = await deployed({ vpcId: "default" });
  expect(networkOf(deployment)).toEqual({
    vpcId: ids.defaultVpc,
    subnetIds: ["subnet-000000d1", "subnet-000000d2"],
  });
  expect(deployment.asked(tokens.vpc)).toEqual([{ default: true }]);
  expect(deployment.asked(tokens.subnets)).toEqual([
    { filters: [{ name: "vpc-id", values: [ids.defaultVpc] }] },
  ]);
});

test("subnets that are given are taken as they are, and the first tells the VPC", async () => {
  const given = ["subnet-0000000b", pulumi.output("subnet-0000000a")];
  const deployment = await deployed({ vpcId: undefined, subnetIds: given });
  expect(networkOf(deployment)).toEqual({ vpcId: ids.vpc, subnetIds });
  expect(deployment.asked(tokens.subnets)).toEqual([]);
});

test("with a VPC and its subnets nothing is searched for", async () => {
  const deployment = await deployed({ subnetIds: pulumi.output(subnetIds) });
  expect(networkOf(deployment)).toEqual({ vpcId: ids.vpc, subnetIds });
  expect([...deployment.asked(tokens.subnets), ...deployment.asked(tokens.vpc)]).toEqual([]);
});

const one = { "subnet-0000000a": { vpcId: ids.vpc, availabilityZone: "eu-central-1a" } };
test("nodes in one zone need subnets in one", async () => {
  for (const settings of [{ multiAz: false }, { replicas: 0 }]) {
    const deployment = await deployed(settings, { cloud: { subnets: one } });
    expect(networkOf(deployment)).toEqual({ vpcId: ids.vpc, subnetIds: ["subnet-0000000a"] });
  }
});

const notThere = "the ids of subnets that are there, in the region and the account of the stack";

/** Settings, and AWS; the one path below `elasticache`, its value as the message shows it, and what is allowed. */
const bad: [
  what: string,
  settings: ElastiCacheArgs,
  cloud: Partial<Cloud>,
  path: string,
  shown: string,
  allowed: string,
][] = [
  [
    "a VPC without a private subnet",
    {},
    { subnets: {} },
    "vpcId",
    `"${ids.vpc}"`,
    "a VPC with a subnet that gives out no public addresses; or set elasticache.subnetIds",
  ],
  [
    "a VPC whose private subnets are in one zone, for nodes in several",
    {},
    { subnets: one },
    "vpcId",
    `"${ids.vpc}"`,
    "subnets in two availability zones or more; or set elasticache.multiAz to false",
  ],
  [
    "subnets in one zone, for nodes in several",
    { subnetIds: ["subnet-0000000a"] },
    {},
    "subnetIds",
    '["subnet-0000000a"]',
    "subnets in two availability zones or more; or set elasticache.multiAz to false",
  ],
  [
    "subnets of another VPC",
    { subnetIds: ["subnet-000000d1", "subnet-000000d2"] },
    {},
    "subnetIds",
    '["subnet-000000d1","subnet-000000d2"]',
    `subnets of one VPC, ${ids.vpc}`,
  ],
  [
    "subnets of two VPCs",
    { vpcId: undefined, subnetIds: ["subnet-0000000a", "subnet-000000d2"] },
    {},
    "subnetIds",
    '["subnet-0000000a","subnet-000000d2"]',
    `subnets of one VPC, ${ids.vpc}`,
  ],
  [
    "a subnet that is not there",
    { subnetIds: ["subnet-99999999"] },
    {},
    "subnetIds",
    '"subnet-99999999"',
    notThere,
  ],
  [
    "the default VPC where there is none",
    { vpcId: "default" },
    { errors: { [tokens.vpc]: "no matching EC2 VPC found" } },
    "vpcId",
    '"default"',
    "default only where the region has a default VPC",
  ],
];

// From here on deployments fail, and none that succeeds may follow.
test.each(bad)(
  "%s is refused before anything is created",
  async (_, settings, cloud, path, shown, allowed) => {
    const deployment = await Deployment.start({ elasticache: { vpcId: ids.vpc, ...settings }, cloud });
    await everythingElse();
    const failure = deployment.failures.get("cache-firewall");
    expect(failure).toBeInstanceOf(InvalidArgumentsError);
    expect(failure?.message.split("\n").slice(1)).toEqual([
      `  elasticache.${path}: ${shown} is not allowed; allowed: ${allowed}`,
    ]);
    expect([...deployment.registrations.keys()]).toEqual(["cache"]);
  },
);

test("an error of AWS that tells of nothing missing is passed on, and nothing is created", async () => {
  const cloud = { errors: { [tokens.subnet]: "UnauthorizedOperation" } };
  const deployment = await Deployment.start({ elasticache: { vpcId: ids.vpc }, cloud });
  await everythingElse();
  expect(deployment.failures.get("cache-firewall")?.message).toContain("UnauthorizedOperation");
  expect(deployment.failures.get("cache-firewall")).not.toBeInstanceOf(InvalidArgumentsError);
  expect([...deployment.registrations.keys()]).toEqual(["cache"]);
});

/** Long enough for everything that does not wait for the network. */
async function everythingElse() {
  for (let turn = 0; turn < 100; turn++) {
    await new Promise(setImmediate);
  }
}
