import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { InvalidArgumentsError } from "../mistake";
import type { AllowFromArgs, Source } from "./args";
import { isIpv6, privateRange } from "./privateRange";

interface Door {
  securityGroup: aws.ec2.SecurityGroup;
  port: number;
  tags: Record<string, string>;
}

/** Lets one source connect to the Redis, and to nothing else; throws `InvalidArgumentsError` for a public range. */
export function allow(name: string, source: Source, door: Door, opts: pulumi.ResourceOptions): void {
  if ("cidrBlock" in source && !privateRange.accepts(source.cidrBlock)) {
    throw new InvalidArgumentsError(`SecureRedis.allowFrom of ${JSON.stringify(name)}`, [
      { path: "cidrBlock", value: source.cidrBlock, allowed: privateRange.allowed },
    ]);
  }
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
  for (const [index, securityGroupId] of (args.securityGroupIds ?? []).entries()) {
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
