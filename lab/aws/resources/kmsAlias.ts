import {
  CreateAliasCommand,
  DeleteAliasCommand,
  KMSClient,
  paginateListAliases,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import type { AliasArgs } from "@pulumi/aws/kms/alias";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { fromPrefix } from "../names";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { matching, notEmpty } from "../rules";

export const kmsAlias: Resource<Unwrap<AliasArgs>> = {
  traits: {
    name: { property: "name", longest: 256, prefix: "alias/" },
    replaces: ["name", "namePrefix"],
    computed: ["name", "namePrefix"],
    exclusive: [["name", "namePrefix"]],
    rules: {
      name: matching(
        /^alias\/(?!aws\/)[\w/-]{1,250}$/,
        "alias/ and letters, digits and signs of /_-, not alias/aws/",
      ),
      namePrefix: matching(/^alias\/(?!aws\/)[\w/-]*$/, "alias/ and letters, digits and signs of /_-"),
      targetKeyId: notEmpty,
    },
  },
  async create({ name, namePrefix, targetKeyId }, region) {
    const AliasName = name ?? fromPrefix(must(namePrefix, "name"));
    await client(KMSClient, region).send(new CreateAliasCommand({ AliasName, TargetKeyId: targetKeyId }));
    return AliasName;
  },
  async read(id, state, region) {
    for await (const { Aliases = [] } of paginateListAliases({ client: client(KMSClient, region) }, {})) {
      const alias = Aliases.find(({ AliasName }) => AliasName === id);
      if (alias) {
        const key = alias.TargetKeyId ?? "";
        const given = String(state.targetKeyId ?? "");
        return {
          arn: alias.AliasArn,
          name: alias.AliasName,
          // The program may name the key by id or by ARN; AWS tells the id.
          targetKeyId: given.endsWith(`/${key}`) ? given : key,
          targetKeyArn: alias.AliasArn?.replace(/alias\/.*$/, `key/${key}`),
        };
      }
    }
    return undefined;
  },
  async update(id, { news }, region) {
    await client(KMSClient, region).send(
      new UpdateAliasCommand({ AliasName: id, TargetKeyId: news.targetKeyId }),
    );
  },
  async delete(id, _, region) {
    await found(
      client(KMSClient, region).send(new DeleteAliasCommand({ AliasName: id })),
      "NotFoundException",
    );
  },
};
