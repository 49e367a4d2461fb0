import type { EC2Client } from "@aws-sdk/client-ec2";
import { region } from "./environment";

/** A network on the emulator for stacks to use. */
export interface Network {
  vpcId: string;
  subnetIds: string[];
}

const name = "secure-redis-lab";
const cidr = "10.42.0.0/16";
const subnets = [
  { CidrBlock: "10.42.0.0/20", AvailabilityZone: `${region}a` },
  { CidrBlock: "10.42.16.0/20", AvailabilityZone: `${region}b` },
];

/**
 * A VPC with two subnets in two zones, without public addresses, in this account (12 digits) on the emulator; made at
 * the first call, found at later ones.
 */
export async function prepareNetwork(endpoint: string, account: string): Promise<Network> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  // Loaded here, as no other command needs it.
  const { EC2Client } = await import("@aws-sdk/client-ec2");
  const credentials = { accessKeyId: account, secretAccessKey: "emulator" };
  const client = new EC2Client({ endpoint, region, credentials });
  try {
    const vpcId = await vpc(client);
    return { vpcId, subnetIds: await privateSubnets(client, vpcId) };
  } finally {
    client.destroy();
  }
}

async function vpc(client: EC2Client): Promise<string> {
  const { CreateVpcCommand, DescribeVpcsCommand } = await import("@aws-sdk/client-ec2");
  const { Vpcs } = await client.send(
    new DescribeVpcsCommand({ Filters: [{ Name: "tag:Name", Values: [name] }] }),
  );
  const found =
    Vpcs?.[0] ?? (await client.send(new CreateVpcCommand({ CidrBlock: cidr, ...tags("vpc") }))).Vpc;
  return idOf(found?.VpcId);
}

async function privateSubnets(client: EC2Client, vpcId: string): Promise<string[]> {
  const { CreateSubnetCommand, DescribeSubnetsCommand } = await import("@aws-sdk/client-ec2");
  const filter = [{ Name: "vpc-id", Values: [vpcId] }];
  const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({ Filters: filter }));
  const ids: string[] = [];
  for (const subnet of subnets) {
    const create = new CreateSubnetCommand({ VpcId: vpcId, ...subnet, ...tags("subnet") });
    const found =
      Subnets.find(({ CidrBlock }) => CidrBlock === subnet.CidrBlock) ?? (await client.send(create)).Subnet;
    ids.push(idOf(found?.SubnetId));
  }
  return ids;
}

function tags(ResourceType: "vpc" | "subnet") {
  return { TagSpecifications: [{ ResourceType, Tags: [{ Key: "Name", Value: name }] }] };
}

function idOf(id: string | undefined): string {
  if (id === undefined) {
    throw new Error("the AWS emulator made a network without telling its id");
  }
  return id;
}
