import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { fromPrefix } from "../names";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { matching } from "../rules";
import { tagList, tagMap } from "../tags";
import { retag } from "./ec2Tags";
import { inlineRules, permissionsOf } from "./securityGroupRules";

type Args = Unwrap<SecurityGroupArgs>;

export const securityGroup: Resource<Args> = {
  traits: {
    name: { property: "name", longest: 255 },
    replaces: ["name", "namePrefix", "description", "vpcId"],
    computed: ["name", "namePrefix", "vpcId", "ingress", "egress"],
    defaults: { description: "Managed by Pulumi" },
    sets: ["ingress", "egress"],
    exclusive: [["name", "namePrefix"]],
    unsupported: ["revokeRulesOnDelete"],
    rules: {
      name: matching(/^(?!sg-).{1,255}$/, "1 to 255 characters that do not begin with sg-"),
      description: matching(
        /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/,
        "at most 255 letters, digits, spaces and signs of ._-:/()#,@[]+=&;{}!$*",
      ),
      vpcId: matching(/^vpc-[0-9a-f]+$/, "a VPC's id"),
    },
  },
  async create({ name, namePrefix, description, vpcId, tags }, region) {
    const { GroupId } = await client(EC2Client, region).send(
      new CreateSecurityGroupCommand({
        GroupName: name ?? fromPrefix(must(namePrefix, "name")),
        Description: description,
        VpcId: vpcId,
        TagSpecifications: tags && [{ ResourceType: "security-group", Tags: tagList(tags) }],
      }),
    );
    return must(GroupId, "GroupId");
  },
  async settle(id, inputs, region) {
    // AWS lets everything out of a new group; the official plugin takes that away.
    const group = must(await groupById(id, region), "security group");
    await revoke(id, "egress", group.IpPermissionsEgress, region);
    await authorize(id, "ingress", permissionsOf(id, inputs.ingress), region);
    await authorize(id, "egress", permissionsOf(id, inputs.egress), region);
  },
  async read(id, state, region) {
    const group = await groupById(id, region);
    // Rules that are resources of their own are not this resource's.
    const given = (state.__inputs ?? []) as string[];
    return (
      group && {
        arn: group.SecurityGroupArn ?? `arn:aws:ec2:${region}:${group.OwnerId}:security-group/${id}`,
        description: group.Description,
        name: group.GroupName,
        ownerId: group.OwnerId,
        vpcId: group.VpcId,
        ingress: given.includes("ingress") ? inlineRules(id, group.IpPermissions) : [],
        egress: given.includes("egress") ? inlineRules(id, group.IpPermissionsEgress) : [],
        tags: tagMap(group.Tags),
      }
    );
  },
  async update(id, { olds, news, changed }, region) {
    for (const direction of ["ingress", "egress"] as const) {
      if (changed.has(direction)) {
        await revoke(id, direction, permissionsOf(id, olds[direction] as Args["ingress"]), region);
        await authorize(id, direction, permissionsOf(id, news[direction]), region);
      }
    }
    await retag(id, olds.tags, news.tags, region);
  },
  async delete(id, _, region) {
    const request = new DeleteSecurityGroupCommand({ GroupId: id });
    await found(client(EC2Client, region).send(request), "InvalidGroup.NotFound");
  },
};

async function groupById(id: string, region: string): Promise<SecurityGroup | undefined> {
  const request = new DescribeSecurityGroupsCommand({ GroupIds: [id] });
  return (await found(client(EC2Client, region).send(request), "InvalidGroup.NotFound"))?.SecurityGroups?.[0];
}

type Direction = "ingress" | "egress";

async function authorize(id: string, direction: Direction, IpPermissions: IpPermission[], region: string) {
  if (IpPermissions.length > 0) {
    const request = { GroupId: id, IpPermissions };
    const ec2 = client(EC2Client, region);
    await (direction === "ingress"
      ? ec2.send(new AuthorizeSecurityGroupIngressCommand(request))
      : ec2.send(new AuthorizeSecurityGroupEgressCommand(request)));
  }
}

async function revoke(id: string, direction: Direction, IpPermissions: IpPermission[] = [], region: string) {
  if (IpPermissions.length > 0) {
    const request = { GroupId: id, IpPermissions };
    const ec2 = client(EC2Client, region);
    await (direction === "ingress"
      ? ec2.send(new RevokeSecurityGroupIngressCommand(request))
      : ec2.send(new RevokeSecurityGroupEgressCommand(request)));
  }
}
