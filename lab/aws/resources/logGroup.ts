import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
  ListTagsForResourceCommand,
  type LogGroup,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { fromPrefix } from "../names";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { arn, matching, oneOf } from "../rules";
import { tagChange } from "../tags";

export const logGroup: Resource<Unwrap<LogGroupArgs>> = {
  traits: {
    name: { property: "name", longest: 512 },
    replaces: ["name", "namePrefix", "logGroupClass"],
    computed: ["name", "namePrefix", "logGroupClass"],
    defaults: { skipDestroy: false },
    exclusive: [["name", "namePrefix"]],
    unsupported: ["deletionProtectionEnabled"],
    rules: {
      kmsKeyId: arn,
      logGroupClass: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
      name: matching(/^[\w./#-]{1,512}$/, "1 to 512 letters, digits and signs of _./#-"),
      retentionInDays: oneOf(
        ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922],
        ...[3288, 3653],
      ),
    },
  },
  async create({ name, namePrefix, kmsKeyId, logGroupClass, tags }, region) {
    const logGroupName = name ?? fromPrefix(must(namePrefix, "name"));
    await client(CloudWatchLogsClient, region).send(
      new CreateLogGroupCommand({
        logGroupName,
        kmsKeyId,
        logGroupClass: logGroupClass as "STANDARD" | undefined,
        tags: tags && Object.keys(tags).length > 0 ? tags : undefined,
      }),
    );
    return logGroupName;
  },
  async settle(id, { retentionInDays }, region) {
    await retain(id, retentionInDays, region);
  },
  async read(id, _, region) {
    const group = await groupByName(id, region);
    const resourceArn = group?.arn?.replace(/:\*$/, "");
    const list = new ListTagsForResourceCommand({ resourceArn });
    return (
      group && {
        arn: resourceArn,
        kmsKeyId: group.kmsKeyId,
        ...(group.logGroupClass ? { logGroupClass: group.logGroupClass } : {}),
        name: group.logGroupName,
        retentionInDays: group.retentionInDays ?? 0,
        tags: (await client(CloudWatchLogsClient, region).send(list)).tags ?? {},
      }
    );
  },
  async update(id, { olds, news, changed }, region) {
    const logs = client(CloudWatchLogsClient, region);
    if (changed.has("retentionInDays")) {
      await (news.retentionInDays
        ? retain(id, news.retentionInDays, region)
        : logs.send(new DeleteRetentionPolicyCommand({ logGroupName: id })));
    }
    if (changed.has("kmsKeyId")) {
      await (news.kmsKeyId
        ? logs.send(new AssociateKmsKeyCommand({ logGroupName: id, kmsKeyId: news.kmsKeyId }))
        : logs.send(new DisassociateKmsKeyCommand({ logGroupName: id })));
    }
    const { put, remove } = tagChange(olds.tags, news.tags);
    const resourceArn = olds.arn as string;
    if (remove) {
      await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: remove }));
    }
    if (put) {
      await logs.send(new TagResourceCommand({ resourceArn, tags: news.tags }));
    }
  },
  async delete(id, { skipDestroy }, region) {
    if (!skipDestroy) {
      const request = new DeleteLogGroupCommand({ logGroupName: id });
      await found(client(CloudWatchLogsClient, region).send(request), "ResourceNotFoundException");
    }
  },
};

async function retain(
  logGroupName: string,
  retentionInDays: number | undefined,
  region: string,
): Promise<void> {
  if (retentionInDays) {
    const request = new PutRetentionPolicyCommand({ logGroupName, retentionInDays });
    await client(CloudWatchLogsClient, region).send(request);
  }
}

async function groupByName(name: string, region: string): Promise<LogGroup | undefined> {
  const request = new DescribeLogGroupsCommand({ logGroupNamePrefix: name });
  const { logGroups = [] } = await client(CloudWatchLogsClient, region).send(request);
  return logGroups.find(({ logGroupName }) => logGroupName === name);
}
