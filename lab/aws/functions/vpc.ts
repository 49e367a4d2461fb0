import {
  DescribeRouteTablesCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import type { GetVpcArgs } from "@pulumi/aws/ec2/getVpc";
import { client } from "../clients";
import type { Invocation } from "../invocation";
import { tagMap } from "../tags";
import { ec2Filters, single } from "./filters";

export const getVpc: Invocation = {
  async call(args, region) {
    const { id, filters, tags, cidrBlock, dhcpOptionsId, state, default: isDefault } = args as GetVpcArgs;
    const ec2 = client(EC2Client, region);
    const { Vpcs } = await ec2.send(
      new DescribeVpcsCommand({
        VpcIds: id ? [id] : undefined,
        Filters: ec2Filters(filters, tags, {
          cidr: cidrBlock,
          "dhcp-options-id": dhcpOptionsId,
          "is-default": isDefault ? "true" : undefined,
          state,
        }),
      }),
    );
    const vpc = single(Vpcs, "VPC");
    const VpcId = vpc.VpcId;
    const hostnames = await ec2.send(
      new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsHostnames" }),
    );
    const dns = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsSupport" }));
    const tables = await ec2.send(
      new DescribeRouteTablesCommand({
        Filters: ec2Filters([], {}, { "vpc-id": VpcId, "association.main": "true" }),
      }),
    );
    return {
      arn: `arn:aws:ec2:${region}:${vpc.OwnerId}:vpc/${VpcId}`,
      cidrBlock: vpc.CidrBlock,
      cidrBlockAssociations: (vpc.CidrBlockAssociationSet ?? []).map((association) => ({
        associationId: association.AssociationId,
        cidrBlock: association.CidrBlock,
        state: association.CidrBlockState?.State,
      })),
      default: vpc.IsDefault ?? false,
      dhcpOptionsId: vpc.DhcpOptionsId,
      enableDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
      enableDnsSupport: dns.EnableDnsSupport?.Value ?? false,
      enableNetworkAddressUsageMetrics: false,
      id: VpcId,
      instanceTenancy: vpc.InstanceTenancy,
      ipv6AssociationId: vpc.Ipv6CidrBlockAssociationSet?.[0]?.AssociationId ?? "",
      ipv6CidrBlock: vpc.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? "",
      ipv6CidrBlockAssociations: [],
      mainRouteTableId: tables.RouteTables?.[0]?.RouteTableId ?? "",
      ownerId: vpc.OwnerId,
      region,
      state: vpc.State,
      tags: tagMap(vpc.Tags),
    };
  },
};
