import { DescribeSubnetsCommand, EC2Client, type Subnet } from "@aws-sdk/client-ec2";
import type { GetSubnetArgs } from "@pulumi/aws/ec2/getSubnet";
import type { GetSubnetsArgs } from "@pulumi/aws/ec2/getSubnets";
import { client } from "../clients";
import type { Invocation } from "../invocation";
import { tagMap } from "../tags";
import { ec2Filters, type Filter, single } from "./filters";

export const getSubnets: Invocation = {
  async call(args, region) {
    const { filters, tags } = args as GetSubnetsArgs;
    const found = await subnets({ Filters: ec2Filters(filters, tags) }, filters, region);
    return {
      filters: filters ?? [],
      id: region,
      ids: found.map(({ SubnetId }) => SubnetId),
      region,
      tags: tags ?? {},
    };
  },
};

export const getSubnet: Invocation = {
  async call(args, region) {
    const wanted = args as GetSubnetArgs;
    const Filters = ec2Filters(wanted.filters, wanted.tags, {
      "availability-zone": wanted.availabilityZone,
      "availability-zone-id": wanted.availabilityZoneId,
      "cidr-block": wanted.cidrBlock,
      "default-for-az": wanted.defaultForAz ? "true" : undefined,
      "ipv6-cidr-block-association.ipv6-cidr-block": wanted.ipv6CidrBlock,
      state: wanted.state,
      "vpc-id": wanted.vpcId,
    });
    const SubnetIds = wanted.id ? [wanted.id] : undefined;
    return propertiesOf(
      single(await subnets({ SubnetIds, Filters }, wanted.filters, region), "EC2 Subnet"),
      region,
    );
  },
};

async function subnets(
  request: { SubnetIds?: string[]; Filters?: { Name: string; Values: string[] }[] },
  filters: Filter[] = [],
  region: string,
): Promise<Subnet[]> {
  const { Subnets = [] } = await client(EC2Client, region).send(new DescribeSubnetsCommand(request));
  // Not every emulator knows this filter; on one that does, filtering again changes nothing.
  const isPublic = filters.find(({ name }) => name === "map-public-ip-on-launch")?.values;
  return Subnets.filter(
    ({ MapPublicIpOnLaunch }) => isPublic?.includes(String(MapPublicIpOnLaunch ?? false)) ?? true,
  );
}

function propertiesOf(subnet: Subnet, region: string) {
  const ipv6 = subnet.Ipv6CidrBlockAssociationSet?.[0];
  const dns = subnet.PrivateDnsNameOptionsOnLaunch;
  return {
    arn: subnet.SubnetArn ?? `arn:aws:ec2:${region}:${subnet.OwnerId}:subnet/${subnet.SubnetId}`,
    assignIpv6AddressOnCreation: subnet.AssignIpv6AddressOnCreation ?? false,
    availabilityZone: subnet.AvailabilityZone,
    availabilityZoneId: subnet.AvailabilityZoneId,
    availableIpAddressCount: subnet.AvailableIpAddressCount,
    cidrBlock: subnet.CidrBlock,
    customerOwnedIpv4Pool: subnet.CustomerOwnedIpv4Pool ?? "",
    defaultForAz: subnet.DefaultForAz ?? false,
    enableDns64: subnet.EnableDns64 ?? false,
    enableLniAtDeviceIndex: subnet.EnableLniAtDeviceIndex ?? 0,
    enableResourceNameDnsARecordOnLaunch: dns?.EnableResourceNameDnsARecord ?? false,
    enableResourceNameDnsAaaaRecordOnLaunch: dns?.EnableResourceNameDnsAAAARecord ?? false,
    id: subnet.SubnetId,
    ipv6CidrBlock: ipv6?.Ipv6CidrBlock ?? "",
    ipv6CidrBlockAssociationId: ipv6?.AssociationId ?? "",
    ipv6Native: subnet.Ipv6Native ?? false,
    mapCustomerOwnedIpOnLaunch: subnet.MapCustomerOwnedIpOnLaunch ?? false,
    mapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch ?? false,
    outpostArn: subnet.OutpostArn ?? "",
    ownerId: subnet.OwnerId,
    privateDnsHostnameTypeOnLaunch: dns?.HostnameType ?? "",
    region,
    state: subnet.State,
    tags: tagMap(subnet.Tags),
    vpcId: subnet.VpcId,
  };
}
