import {
  CreateCacheSubnetGroupCommand,
  DeleteCacheSubnetGroupCommand,
  DescribeCacheSubnetGroupsCommand,
  ElastiCacheClient,
  ModifyCacheSubnetGroupCommand,
} from "@aws-sdk/client-elasticache";
import type { SubnetGroupArgs } from "@pulumi/aws/elasticache/subnetGroup";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { matching, notEmpty } from "../rules";
import { tagList } from "../tags";
import { elastiCacheTags, retag } from "./elastiCacheTags";

export const subnetGroup: Resource<Unwrap<SubnetGroupArgs>> = {
  traits: {
    name: { property: "name", longest: 255, lowerCase: true },
    replaces: ["name"],
    defaults: { description: "Managed by Pulumi" },
    sets: ["subnetIds"],
    rules: {
      description: notEmpty,
      subnetIds: { allowed: "must name a subnet", accepts: (ids) => (ids as unknown[]).length > 0 },
      "subnetIds[]": matching(/^subnet-[0-9a-f]+$/, "a subnet's id"),
    },
  },
  async create({ name, description, subnetIds, tags }, region) {
    await client(ElastiCacheClient, region).send(
      new CreateCacheSubnetGroupCommand({
        CacheSubnetGroupName: name,
        CacheSubnetGroupDescription: description,
        SubnetIds: subnetIds,
        Tags: tagList(tags),
      }),
    );
    return must(name, "name");
  },
  async read(id, _, region) {
    const request = new DescribeCacheSubnetGroupsCommand({ CacheSubnetGroupName: id });
    const response = await found(
      client(ElastiCacheClient, region).send(request),
      "CacheSubnetGroupNotFoundFault",
    );
    const group = response?.CacheSubnetGroups?.[0];
    return (
      group && {
        name: group.CacheSubnetGroupName,
        description: group.CacheSubnetGroupDescription,
        subnetIds: group.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier),
        vpcId: group.VpcId,
        arn: group.ARN,
        tags: await elastiCacheTags(group.ARN, region),
      }
    );
  },
  async update(id, { olds, news, changed }, region) {
    if (changed.has("description") || changed.has("subnetIds")) {
      await client(ElastiCacheClient, region).send(
        new ModifyCacheSubnetGroupCommand({
          CacheSubnetGroupName: id,
          CacheSubnetGroupDescription: news.description,
          SubnetIds: news.subnetIds,
        }),
      );
    }
    await retag(olds, news.tags, region);
  },
  async delete(id, _, region) {
    const request = new DeleteCacheSubnetGroupCommand({ CacheSubnetGroupName: id });
    await found(client(ElastiCacheClient, region).send(request), "CacheSubnetGroupNotFoundFault");
  },
};
