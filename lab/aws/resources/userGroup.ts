import {
  CreateUserGroupCommand,
  DeleteUserGroupCommand,
  DescribeUserGroupsCommand,
  ElastiCacheClient,
  ModifyUserGroupCommand,
} from "@aws-sdk/client-elasticache";
import type { UserGroupArgs } from "@pulumi/aws/elasticache/userGroup";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { matching, oneOf } from "../rules";
import { tagList } from "../tags";
import { elastiCacheTags, retag } from "./elastiCacheTags";

export const userGroup: Resource<Unwrap<UserGroupArgs>> = {
  traits: {
    replaces: ["userGroupId"],
    sets: ["userIds"],
    rules: {
      userGroupId: matching(
        /^[a-zA-Z](-?[a-zA-Z0-9])*$/,
        "letters, digits and single hyphens, a letter first",
      ),
      engine: oneOf("redis", "valkey"),
    },
  },
  async create({ userGroupId, engine, userIds, tags }, region) {
    await client(ElastiCacheClient, region).send(
      new CreateUserGroupCommand({
        UserGroupId: userGroupId,
        Engine: engine,
        UserIds: userIds,
        Tags: tagList(tags),
      }),
    );
    return must(userGroupId, "userGroupId");
  },
  async read(id, _, region) {
    const request = new DescribeUserGroupsCommand({ UserGroupId: id });
    const response = await found(client(ElastiCacheClient, region).send(request), "UserGroupNotFoundFault");
    const group = response?.UserGroups?.[0];
    return (
      group && {
        userGroupId: group.UserGroupId,
        engine: group.Engine,
        userIds: group.UserIds,
        arn: group.ARN,
        tags: await elastiCacheTags(group.ARN, region),
      }
    );
  },
  async update(id, { olds, news, changed }, region) {
    const before = (olds.userIds ?? []) as string[];
    const after = news.userIds ?? [];
    if (changed.has("userIds") || changed.has("engine")) {
      await client(ElastiCacheClient, region).send(
        new ModifyUserGroupCommand({
          UserGroupId: id,
          Engine: changed.has("engine") ? news.engine : undefined,
          UserIdsToAdd: listed(after.filter((user) => !before.includes(user))),
          UserIdsToRemove: listed(before.filter((user) => !after.includes(user))),
        }),
      );
    }
    await retag(olds, news.tags, region);
  },
  async delete(id, _, region) {
    const request = new DeleteUserGroupCommand({ UserGroupId: id });
    await found(client(ElastiCacheClient, region).send(request), "UserGroupNotFoundFault");
  },
};

/** AWS takes no empty list. */
const listed = (users: string[]) => (users.length > 0 ? users : undefined);
