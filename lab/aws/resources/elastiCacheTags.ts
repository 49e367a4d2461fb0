import {
  AddTagsToResourceCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
  RemoveTagsFromResourceCommand,
} from "@aws-sdk/client-elasticache";
import { client } from "../clients";
import { tagChange, tagMap } from "../tags";
import type { Values } from "../values";

/** The tags of anything in ElastiCache. */
export async function elastiCacheTags(
  arn: string | undefined,
  region: string,
): Promise<Record<string, string>> {
  const request = new ListTagsForResourceCommand({ ResourceName: arn });
  const { TagList } = await client(ElastiCacheClient, region).send(request);
  return tagMap(TagList);
}

/** Gives something in ElastiCache the tags of `news` in place of those of its state. */
export async function retag(
  state: Values,
  news: Record<string, string> | undefined,
  region: string,
): Promise<void> {
  const { put, remove } = tagChange(state.tags, news);
  const ResourceName = state.arn as string;
  const elastiCache = client(ElastiCacheClient, region);
  if (remove) {
    await elastiCache.send(new RemoveTagsFromResourceCommand({ ResourceName, TagKeys: remove }));
  }
  if (put) {
    await elastiCache.send(new AddTagsToResourceCommand({ ResourceName, Tags: put }));
  }
}
