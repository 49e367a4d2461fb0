import type { Registration } from "./engine";

/** A subnet, in its VPC and availability zone. */
interface Subnet {
  vpcId: string;
  availabilityZone: string;
}

/** What is there in AWS before a deployment, as its functions tell it. */
export interface Cloud {
  region: string;
  /** Private subnets, by id. */
  subnets: Record<string, Subnet>;
  /** The replication group; undefined where there is none. */
  group?: { authTokenEnabled: boolean };
  /** The current version of the secret; undefined where there is none. */
  version?: { secretString: string; createdDate: string };
  /** What a lookup fails with, by its token. */
  errors: Record<string, string>;
}

/** Ids that AWS would give out, or that a test hands in. */
export const ids = {
  vpc: "vpc-0123456789abcdef0",
  defaultVpc: "vpc-00000000",
  group: "cache-0a1b2c3d",
  secret: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:cache-connection-AbCdEf",
  key: "arn:aws:kms:eu-central-1:123456789012:key/made",
};

export const emptyCloud: Cloud = {
  region: "eu-central-1",
  subnets: {
    "subnet-0000000b": { vpcId: ids.vpc, availabilityZone: "eu-central-1b" },
    "subnet-0000000a": { vpcId: ids.vpc, availabilityZone: "eu-central-1a" },
    "subnet-000000d2": { vpcId: ids.defaultVpc, availabilityZone: "eu-central-1b" },
    "subnet-000000d1": { vpcId: ids.defaultVpc, availabilityZone: "eu-central-1a" },
  },
  errors: {},
};

/** The functions that the component may call, and AWS's answers. */
export const tokens = {
  region: "aws:index/getRegion:getRegion",
  vpc: "aws:ec2/getVpc:getVpc",
  subnet: "aws:ec2/getSubnet:getSubnet",
  subnets: "aws:ec2/getSubnets:getSubnets",
  group: "aws:elasticache/getReplicationGroup:getReplicationGroup",
  version: "aws:secretsmanager/getSecretVersion:getSecretVersion",
};

/** What AWS answers to a function. */
export function answer(
  token: string,
  inputs: Record<string, unknown>,
  cloud: Cloud,
): Record<string, unknown> {
  const error = cloud.errors[token];
  if (error !== undefined) {
    throw failure(error);
  }
  const known: Record<string, Record<string, unknown> | undefined> = {
    [tokens.region]: { region: cloud.region },
    [tokens.vpc]: { id: ids.defaultVpc },
    [tokens.subnet]: subnet(String(inputs.id), cloud),
    [tokens.subnets]: { ids: subnetsIn(inputs.filters as Filter[] | undefined, cloud) },
    [tokens.group]: cloud.group,
    [tokens.version]: cloud.version,
  };
  if (!Object.hasOwn(known, token)) {
    throw new Error(`nobody answers ${token}`);
  }
  const found = known[token];
  if (found === undefined) {
    throw failure("reading: couldn't find resource");
  }
  return found;
}

interface Filter {
  name: string;
  values: string[];
}

/** What a search finds: those of the VPC, in the order in which they are there. */
function subnetsIn(filters: Filter[] = [], { subnets }: Cloud): string[] {
  const vpcs = filters.find(({ name }) => name === "vpc-id")?.values ?? [];
  return Object.keys(subnets).filter((id) => vpcs.includes(String(subnets[id]?.vpcId)));
}

function subnet(id: string, { subnets }: Cloud): Record<string, unknown> | undefined {
  return subnets[id] && { id, ...subnets[id] };
}

/** What AWS makes of a resource: its id and its outputs; undefined for a type that is not AWS's. */
export function awsResource({
  type,
  name,
  inputs,
}: Registration): { id: string; state: Record<string, unknown> } | undefined {
  if (!type.startsWith("aws:")) {
    return undefined;
  }
  switch (type) {
    case "aws:elasticache/replicationGroup:ReplicationGroup":
      return {
        id: String(inputs.replicationGroupId),
        state: {
          ...inputs,
          primaryEndpointAddress: "primary.example",
          readerEndpointAddress: "reader.example",
          configurationEndpointAddress: "configuration.example",
        },
      };
    case "aws:secretsmanager/secret:Secret":
      return { id: ids.secret, state: { ...inputs, arn: ids.secret } };
    case "aws:kms/key:Key":
      return { id: "made", state: { ...inputs, arn: ids.key, keyId: "made" } };
    case "aws:secretsmanager/secretVersion:SecretVersion":
      return { id: `${ids.secret}|version`, state: inputs };
    default:
      return { id: `id-of-${name}`, state: { name: `${name}-0f1e2d3`, ...inputs } };
  }
}

/** An error as the engine's monitor gives it on. */
function failure(details: string): Error {
  return Object.assign(new Error(details), { details });
}
