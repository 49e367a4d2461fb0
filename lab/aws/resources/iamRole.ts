import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import type { RoleArgs } from "@pulumi/aws/iam/role";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { fromPrefix } from "../names";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { arn, jsonObject, matching, wholeNumber } from "../rules";
import { tagChange, tagList, tagMap } from "../tags";

// As `check` leaves them: a document has become text.
type Args = Omit<Unwrap<RoleArgs>, "assumeRolePolicy"> & { assumeRolePolicy: string };

export const iamRole: Resource<Args> = {
  traits: {
    name: { property: "name", longest: 64 },
    replaces: ["name", "namePrefix", "path"],
    computed: ["name", "namePrefix"],
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    json: ["assumeRolePolicy"],
    exclusive: [["name", "namePrefix"]],
    unsupported: ["inlinePolicies", "managedPolicyArns"],
    rules: {
      assumeRolePolicy: jsonObject,
      description: matching(/^[\s\S]{0,1000}$/, "at most 1000 characters"),
      maxSessionDuration: wholeNumber(3600, 43200),
      name: matching(/^[\w+=,.@-]{1,64}$/, "1 to 64 letters, digits and signs of _+=,.@-"),
      path: matching(/^\/([!-~]+\/)?$/, "a path that begins and ends with a slash"),
      permissionsBoundary: arn,
    },
  },
  async create(inputs, region) {
    const { Role } = await client(IAMClient, region).send(
      new CreateRoleCommand({
        RoleName: inputs.name ?? fromPrefix(must(inputs.namePrefix, "name")),
        AssumeRolePolicyDocument: inputs.assumeRolePolicy,
        Description: inputs.description,
        MaxSessionDuration: inputs.maxSessionDuration,
        Path: inputs.path,
        PermissionsBoundary: inputs.permissionsBoundary,
        Tags: tagList(inputs.tags),
      }),
    );
    return must(Role?.RoleName, "RoleName");
  },
  async read(id, _, region) {
    const request = new GetRoleCommand({ RoleName: id });
    const role = (await found(client(IAMClient, region).send(request), "NoSuchEntityException"))?.Role;
    return (
      role && {
        arn: role.Arn,
        assumeRolePolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ""),
        createDate: role.CreateDate?.toISOString(),
        description: role.Description,
        maxSessionDuration: role.MaxSessionDuration,
        name: role.RoleName,
        path: role.Path,
        permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
        tags: tagMap(role.Tags),
        uniqueId: role.RoleId,
      }
    );
  },
  async update(id, { olds, news, changed }, region) {
    const iam = client(IAMClient, region);
    const RoleName = id;
    if (changed.has("assumeRolePolicy")) {
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: news.assumeRolePolicy }));
    }
    if (changed.has("description") || changed.has("maxSessionDuration")) {
      const { description: Description = "", maxSessionDuration: MaxSessionDuration } = news;
      await iam.send(new UpdateRoleCommand({ RoleName, Description, MaxSessionDuration }));
    }
    if (changed.has("permissionsBoundary")) {
      await (news.permissionsBoundary
        ? iam.send(
            new PutRolePermissionsBoundaryCommand({
              RoleName,
              PermissionsBoundary: news.permissionsBoundary,
            }),
          )
        : iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })));
    }
    const { put, remove } = tagChange(olds.tags, news.tags);
    if (remove) {
      await iam.send(new UntagRoleCommand({ RoleName, TagKeys: remove }));
    }
    if (put) {
      await iam.send(new TagRoleCommand({ RoleName, Tags: put }));
    }
  },
  async delete(id, { forceDetachPolicies }, region) {
    const iam = client(IAMClient, region);
    if (forceDetachPolicies) {
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: id }));
      for (const { PolicyArn } of AttachedPolicies) {
        await iam.send(new DetachRolePolicyCommand({ RoleName: id, PolicyArn }));
      }
    }
    await found(iam.send(new DeleteRoleCommand({ RoleName: id })), "NoSuchEntityException");
  },
};
