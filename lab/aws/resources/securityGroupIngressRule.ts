import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";
import type { Mistake, Resource } from "../resource";
import { matching, wholeNumber } from "../rules";
import { unknown } from "../secrets";
import { tagList, tagMap } from "../tags";
import { isAbsent, type Values } from "../values";
import { retag } from "./ec2Tags";

type Args = Unwrap<SecurityGroupIngressRuleArgs>;

export const securityGroupIngressRule: Resource<Args> = {
  traits: {
    replaces: ["securityGroupId"],
    oneRequired: [["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"]],
    rules: {
      cidrIpv4: matching(/^(\d{1,3}\.){3}\d{1,3}\/([12]?\d|3[0-2])$/, "an IPv4 block such as 10.0.0.0/16"),
      cidrIpv6: matching(/^[0-9a-fA-F:.]+\/\d{1,3}$/, "an IPv6 block such as 2001:db8::/32"),
      fromPort: wholeNumber(-1, 65535),
      ipProtocol: matching(
        /^(tcp|udp|icmp|icmpv6|-1|\d{1,3})$/,
        "tcp, udp, icmp, icmpv6, a protocol's number, or -1",
      ),
      referencedSecurityGroupId: matching(/^(\d{12}\/)?sg-[0-9a-f]+$/, "a security group's id"),
      securityGroupId: matching(/^sg-[0-9a-f]+$/, "a security group's id"),
      toPort: wholeNumber(-1, 65535),
    },
    mistakes: portMistakes,
  },
  async create({ securityGroupId, tags, ...rule }, region) {
    const source = { Description: rule.description };
    const { SecurityGroupRules } = await client(EC2Client, region).send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: securityGroupId,
        IpPermissions: [
          {
            IpProtocol: rule.ipProtocol,
            FromPort: rule.fromPort,
            ToPort: rule.toPort,
            IpRanges: rule.cidrIpv4 ? [{ ...source, CidrIp: rule.cidrIpv4 }] : undefined,
            Ipv6Ranges: rule.cidrIpv6 ? [{ ...source, CidrIpv6: rule.cidrIpv6 }] : undefined,
            PrefixListIds: rule.prefixListId ? [{ ...source, PrefixListId: rule.prefixListId }] : undefined,
            UserIdGroupPairs: rule.referencedSecurityGroupId
              ? [{ ...source, GroupId: rule.referencedSecurityGroupId }]
              : undefined,
          },
        ],
        TagSpecifications: tags && [{ ResourceType: "security-group-rule", Tags: tagList(tags) }],
      }),
    );
    return must(SecurityGroupRules?.[0]?.SecurityGroupRuleId, "SecurityGroupRuleId");
  },
  async read(id, _, region) {
    const rule = await ruleById(id, region);
    return (
      rule && {
        arn: rule.SecurityGroupRuleArn,
        cidrIpv4: rule.CidrIpv4,
        cidrIpv6: rule.CidrIpv6,
        description: rule.Description,
        // AWS says -1 for every port where the protocol is -1; the program says nothing.
        fromPort: rule.IpProtocol === "-1" ? undefined : rule.FromPort,
        ipProtocol: rule.IpProtocol,
        prefixListId: rule.PrefixListId,
        referencedSecurityGroupId: rule.ReferencedGroupInfo?.GroupId,
        securityGroupId: rule.GroupId,
        securityGroupRuleId: id,
        tags: tagMap(rule.Tags),
        toPort: rule.IpProtocol === "-1" ? undefined : rule.ToPort,
      }
    );
  },
  async update(id, { olds, news, changed }, region) {
    if ([...changed].some((name) => name !== "tags")) {
      await client(EC2Client, region).send(
        new ModifySecurityGroupRulesCommand({
          GroupId: news.securityGroupId,
          SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule: request(news) }],
        }),
      );
    }
    await retag(id, olds.tags, news.tags, region);
  },
  async delete(id, state, region) {
    const revoke = new RevokeSecurityGroupIngressCommand({
      GroupId: state.securityGroupId as string,
      SecurityGroupRuleIds: [id],
    });
    await found(
      client(EC2Client, region).send(revoke),
      "InvalidGroup.NotFound",
      "InvalidSecurityGroupRuleId.NotFound",
    );
  },
};

function request(rule: Args) {
  return {
    CidrIpv4: rule.cidrIpv4,
    CidrIpv6: rule.cidrIpv6,
    Description: rule.description,
    FromPort: rule.fromPort,
    IpProtocol: rule.ipProtocol,
    PrefixListId: rule.prefixListId,
    ReferencedGroupId: rule.referencedSecurityGroupId,
    ToPort: rule.toPort,
  };
}

async function ruleById(id: string, region: string): Promise<SecurityGroupRule | undefined> {
  const describe = new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [id] });
  const response = await found(
    client(EC2Client, region).send(describe),
    "InvalidSecurityGroupRuleId.NotFound",
  );
  return response?.SecurityGroupRules?.[0];
}

function portMistakes({ ipProtocol, fromPort, toPort }: Values): Mistake[] {
  if (ipProtocol === unknown || ipProtocol === "-1") {
    return [];
  }
  return Object.entries({ fromPort, toPort })
    .filter(([, port]) => isAbsent(port))
    .map(([property]) => ({ property, reason: "is required unless ipProtocol is -1" }));
}
