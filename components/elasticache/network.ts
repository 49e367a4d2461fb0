import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { InvalidArgumentsError } from "../mistake";
import type { ElastiCacheSettings } from "./settings";
import { subnetMistakes } from "./subnets";

/** Where the Redis runs. */
export interface Network {
  vpcId: pulumi.Output<string>;
  subnetIds: pulumi.Output<string[]>;
}

/**
 * Finds what of the VPC and its subnets was not given, and looks at what was. Both outputs reject with
 * `InvalidArgumentsError` where AWS has no such thing: whatever waits for them is not created then.
 */
export function findNetwork(
  { vpcId, subnetIds, multiAz }: Pick<ElastiCacheSettings, "vpcId" | "subnetIds" | "multiAz">,
  opts: pulumi.InvokeOptions,
): Network {
  const found = pulumi.output({ vpcId, subnetIds }).apply(async (given) => {
    const vpc = given.vpcId === "default" ? await defaultVpc(opts) : given.vpcId;
    const ids = given.subnetIds ?? (await subnetsOf(String(vpc), given.vpcId === "default", opts));
    const subnets = await Promise.all(ids.map((id) => subnet(id, opts)));
    refuse(subnetMistakes(subnets, { vpcId: vpc, multiAz, given: given.subnetIds !== undefined }));
    return { vpcId: vpc ?? String(subnets[0]?.vpcId), subnetIds: ids };
  });
  return { vpcId: found.vpcId, subnetIds: found.subnetIds };
}

async function defaultVpc(opts: pulumi.InvokeOptions): Promise<string> {
  const vpc = await orMistake(aws.ec2.getVpc({ default: true }, opts), {
    path: "vpcId",
    value: "default",
    allowed: "default only where the region has a default VPC",
  });
  return vpc.id;
}

async function subnet(id: string, opts: pulumi.InvokeOptions) {
  return orMistake(aws.ec2.getSubnet({ id }, opts), {
    path: "subnetIds",
    value: id,
    allowed: "the ids of subnets that are there, in the region and the account of the stack",
  });
}

/** The VPC's private subnets; the default VPC has none, and its nodes get no public address all the same. */
async function subnetsOf(vpc: string, isDefault: boolean, opts: pulumi.InvokeOptions): Promise<string[]> {
  const filters = [
    { name: "vpc-id", values: [vpc] },
    ...(isDefault ? [] : [{ name: "map-public-ip-on-launch", values: ["false"] }]),
  ];
  const { ids } = await aws.ec2.getSubnets({ filters }, opts);
  return [...ids].sort();
}

interface NetworkMistake {
  path: string;
  value: unknown;
  allowed: string;
}

async function orMistake<T>(lookup: Promise<T>, mistake: NetworkMistake): Promise<T> {
  try {
    return await lookup;
  } catch (error) {
    if (/no matching|NotFound|not found|couldn't find/i.test(String(error))) {
      refuse([mistake]);
    }
    throw error;
  }
}

function refuse(mistakes: NetworkMistake[]): void {
  if (mistakes.length > 0) {
    throw new InvalidArgumentsError(
      "SecureRedis",
      mistakes.map((mistake) => ({ ...mistake, path: `elasticache.${mistake.path}` })),
    );
  }
}
