import type { IpPermission } from "@aws-sdk/client-ec2";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { Unwrap } from "@pulumi/pulumi";

type Rule = NonNullable<Unwrap<SecurityGroupArgs>["ingress"]>[number];

/** Rules that stand in the group itself, as EC2 wants them. */
export function permissionsOf(group: string, rules: Rule[] = []): IpPermission[] {
  return rules.map(({ description: Description, ...rule }) => ({
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    IpRanges: rule.cidrBlocks?.map((CidrIp) => ({ CidrIp, Description })),
    Ipv6Ranges: rule.ipv6CidrBlocks?.map((CidrIpv6) => ({ CidrIpv6, Description })),
    PrefixListIds: rule.prefixListIds?.map((PrefixListId) => ({ PrefixListId, Description })),
    UserIdGroupPairs: [...(rule.securityGroups ?? []), ...(rule.self ? [group] : [])].map((GroupId) => ({
      GroupId,
      Description,
    })),
  }));
}

/** The rules that EC2 has for a group, one for each description: EC2 keeps one with every source. */
export function inlineRules(group: string, permissions: IpPermission[] = []): Rule[] {
  return permissions.flatMap((permission) => {
    const sources = [
      ...(permission.IpRanges ?? []),
      ...(permission.Ipv6Ranges ?? []),
      ...(permission.PrefixListIds ?? []),
      ...(permission.UserIdGroupPairs ?? []),
    ];
    const descriptions = [...new Set(sources.map(({ Description }) => Description ?? ""))];
    return descriptions.map((description) => inlineRule(group, permission, description));
  });
}

function inlineRule(group: string, permission: IpPermission, description: string): Rule {
  const own = <T extends { Description?: string }>(sources: T[] = []) =>
    sources.filter(({ Description = "" }) => Description === description);
  const groups = own(permission.UserIdGroupPairs).map(({ GroupId = "" }) => GroupId);
  return {
    protocol: permission.IpProtocol ?? "-1",
    fromPort: permission.FromPort ?? 0,
    toPort: permission.ToPort ?? 0,
    description,
    cidrBlocks: own(permission.IpRanges).map(({ CidrIp = "" }) => CidrIp),
    ipv6CidrBlocks: own(permission.Ipv6Ranges).map(({ CidrIpv6 = "" }) => CidrIpv6),
    prefixListIds: own(permission.PrefixListIds).map(({ PrefixListId = "" }) => PrefixListId),
    securityGroups: groups.filter((id) => id !== group),
    self: groups.includes(group),
  };
}
