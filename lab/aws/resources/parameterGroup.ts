import {
  CreateCacheParameterGroupCommand,
  DeleteCacheParameterGroupCommand,
  DescribeCacheParameterGroupsCommand,
  DescribeCacheParametersCommand,
  ElastiCacheClient,
  ModifyCacheParameterGroupCommand,
  type ParameterNameValue,
  ResetCacheParameterGroupCommand,
} from "@aws-sdk/client-elasticache";
import type { ParameterGroupArgs } from "@pulumi/aws/elasticache/parameterGroup";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { notEmpty, oneOf } from "../rules";
import { tagList } from "../tags";
import { isObject, type Values } from "../values";
import { elastiCacheTags, retag } from "./elastiCacheTags";

interface Parameter {
  name: string;
  value: string;
}

// AWS takes no more at once.
const atOnce = 20;

export const parameterGroup: Resource<Unwrap<ParameterGroupArgs>> = {
  traits: {
    name: { property: "name", longest: 255, lowerCase: true },
    replaces: ["name", "family", "description"],
    defaults: { description: "Managed by Pulumi" },
    sets: ["parameters"],
    rules: {
      description: notEmpty,
      "parameters[].name": notEmpty,
      family: oneOf(
        "redis2.6",
        "redis2.8",
        "redis3.2",
        "redis4.0",
        "redis5.0",
        "redis6.x",
        "redis7",
        "valkey7",
        "valkey8",
        "valkey9",
        "memcached1.4",
        "memcached1.5",
        "memcached1.6",
      ),
    },
    mistakes: repeated,
  },
  async create({ name, family, description, tags }, region) {
    await client(ElastiCacheClient, region).send(
      new CreateCacheParameterGroupCommand({
        CacheParameterGroupName: name,
        CacheParameterGroupFamily: family,
        Description: description,
        Tags: tagList(tags),
      }),
    );
    return must(name, "name");
  },
  async settle(id, { parameters = [] }, region) {
    await set(id, parameters, region);
  },
  async read(id, state, region) {
    const elastiCache = client(ElastiCacheClient, region);
    const request = new DescribeCacheParameterGroupsCommand({ CacheParameterGroupName: id });
    const response = await found(
      elastiCache.send(request),
      "CacheParameterGroupNotFoundFault",
      "CacheParameterGroupNotFound",
    );
    const group = response?.CacheParameterGroups?.[0];
    if (!group) {
      return undefined;
    }
    const all = await elastiCache.send(
      new DescribeCacheParametersCommand({ CacheParameterGroupName: id, Source: "user" }),
    );
    return {
      name: group.CacheParameterGroupName,
      family: group.CacheParameterGroupFamily,
      description: group.Description,
      parameters: ownParameters(all.Parameters ?? [], state),
      arn: group.ARN,
      tags: await elastiCacheTags(group.ARN, region),
    };
  },
  async update(id, { olds, news, changed }, region) {
    if (changed.has("parameters")) {
      const before = (olds.parameters ?? []) as Parameter[];
      const after = news.parameters ?? [];
      const gone = before.filter(({ name }) => !after.some((parameter) => parameter.name === name));
      if (gone.length > 0) {
        await client(ElastiCacheClient, region).send(
          new ResetCacheParameterGroupCommand({
            CacheParameterGroupName: id,
            ParameterNameValues: gone.map(pair),
          }),
        );
      }
      await set(id, after, region);
    }
    await retag(olds, news.tags, region);
  },
  async delete(id, _, region) {
    const request = new DeleteCacheParameterGroupCommand({ CacheParameterGroupName: id });
    await found(
      client(ElastiCacheClient, region).send(request),
      "CacheParameterGroupNotFoundFault",
      "CacheParameterGroupNotFound",
    );
  },
};

async function set(id: string, parameters: Parameter[], region: string): Promise<void> {
  for (let start = 0; start < parameters.length; start += atOnce) {
    await client(ElastiCacheClient, region).send(
      new ModifyCacheParameterGroupCommand({
        CacheParameterGroupName: id,
        ParameterNameValues: parameters.slice(start, start + atOnce).map(pair),
      }),
    );
  }
}

function pair({ name, value }: Parameter): ParameterNameValue {
  return { ParameterName: name, ParameterValue: value };
}

/** Parameters that somebody has set, whichever way the answer is filtered, and those that the state has. */
function ownParameters(
  all: { ParameterName?: string; ParameterValue?: string; Source?: string }[],
  state: Values,
): Parameter[] {
  const known = new Set(((state.parameters ?? []) as Parameter[]).map(({ name }) => name));
  return all
    .filter(({ ParameterName = "", Source }) => Source === "user" || known.has(ParameterName))
    .map(({ ParameterName = "", ParameterValue = "" }) => ({ name: ParameterName, value: ParameterValue }));
}

function repeated({ parameters }: Values) {
  const names = Array.isArray(parameters) ? parameters.filter(isObject).map(({ name }) => name) : [];
  return names
    .filter((name, index) => typeof name === "string" && names.indexOf(name) !== index)
    .map((name) => ({ property: "parameters", reason: `has ${name} more than once` }));
}
