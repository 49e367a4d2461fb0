import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AllowFromArgs, Source } from "./args";
import { isIpv6 } from "./privateRange";

interface Door {
  securityGroup: aws.ec2.SecurityGroup;
  port: number;
  tags: Record<string, string>;
}

/** Lets one source connect to the Redis, and to nothing else. */
export function allow(name: string, source: Source, door: Door, opts: pulumi.ResourceOptions): void {
  new aws.vpc.SecurityGroupIngressRule(
    name,
    {
      securityGroupId: door.securityGroup.id,
      ipProtocol: "tcp",
      fromPort: door.port,
      toPort: door.port,
      ...peer(source),
      tags: door.tags,
    },
    opts,
  );
}

/** The rules of `allowFrom`, each named by what it lets in where that is known. */
export function allowAll(name: string, args: AllowFromArgs, door: Door, opts: pulumi.ResourceOptions): void {
  for (const cidrBlock of new Set(args.cidrBlocks)) {
    allow(`${name}-from-${cidrBlock.replace("/", "-")}`, { cidrBlock }, door, opts);
  }
  for (const [index, securityGroupId] of [...new Set(args.securityGroupIds)].entries()) {
    const known = typeof securityGroupId === "string" ? securityGroupId : `group-${index}`;
    allow(`${name}-from-${known}`, { securityGroupId }, door, opts);
  }
}

function peer(source: Source) {
  if ("securityGroupId" in source) {
    return { referencedSecurityGroupId: source.securityGroupId };
  }
  return isIpv6(source.cidrBlock) ? { cidrIpv6: source.cidrBlock } : { cidrIpv4: source.cidrBlock };
}
