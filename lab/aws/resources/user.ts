import {
  CreateUserCommand,
  DeleteUserCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
  type InputAuthenticationType,
  ModifyUserCommand,
} from "@aws-sdk/client-elasticache";
import type { UserArgs } from "@pulumi/aws/elasticache/user";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { matching, notEmpty, oneOf } from "../rules";
import { tagList } from "../tags";
import { elastiCacheTags, retag } from "./elastiCacheTags";

export const user: Resource<Unwrap<UserArgs>> = {
  traits: {
    replaces: ["userId", "userName"],
    sets: ["passwords"],
    sensitive: ["passwords"],
    unsupported: ["passwordsWo", "passwordsWoVersion"],
    rules: {
      userId: matching(/^[a-zA-Z](-?[a-zA-Z0-9])*$/, "letters, digits and single hyphens, a letter first"),
      userName: notEmpty,
      accessString: notEmpty,
      engine: oneOf("redis", "valkey"),
      "authenticationMode.type": oneOf("password", "no-password-required", "iam"),
      "authenticationMode.passwords": {
        allowed: "must be one or two passwords",
        accepts: (passwords) => [1, 2].includes((passwords as unknown[]).length),
      },
      "authenticationMode.passwords[]": matching(/^[^\s]{16,128}$/, "a password of 16 to 128 characters"),
    },
    exclusive: [["authenticationMode", "passwords"]],
    mistakes({ authenticationMode }) {
      const { type, passwords } = (authenticationMode ?? {}) as { type?: string; passwords?: unknown };
      const wants = type === "password";
      return type === undefined || wants === (passwords !== undefined)
        ? []
        : [
            {
              property: "authenticationMode.passwords",
              reason: wants ? "must be given with the type password" : "goes with the type password alone",
            },
          ];
    },
  },
  async create({ userId, userName, engine, accessString, tags, ...login }, region) {
    await client(ElastiCacheClient, region).send(
      new CreateUserCommand({
        UserId: userId,
        UserName: userName,
        Engine: engine,
        AccessString: accessString,
        ...authentication(login),
        Tags: tagList(tags),
      }),
    );
    return must(userId, "userId");
  },
  async read(id, _, region) {
    const request = new DescribeUsersCommand({ UserId: id });
    const response = await found(client(ElastiCacheClient, region).send(request), "UserNotFoundFault");
    const described = response?.Users?.[0];
    return (
      described && {
        userId: described.UserId,
        userName: described.UserName,
        engine: described.Engine,
        accessString: described.AccessString,
        arn: described.ARN,
        tags: await elastiCacheTags(described.ARN, region),
      }
    );
  },
  async update(id, { olds, news, changed }, region) {
    if (["accessString", "engine", "authenticationMode", "passwords"].some((name) => changed.has(name))) {
      await client(ElastiCacheClient, region).send(
        new ModifyUserCommand({
          UserId: id,
          Engine: news.engine,
          AccessString: news.accessString,
          ...authentication(news),
        }),
      );
    }
    await retag(olds, news.tags, region);
  },
  async delete(id, _, region) {
    const request = new DeleteUserCommand({ UserId: id });
    await found(client(ElastiCacheClient, region).send(request), "UserNotFoundFault");
  },
};

type Login = Pick<Unwrap<UserArgs>, "authenticationMode" | "passwords" | "noPasswordRequired">;

/** Passwords have a parameter of their own beside the modes of authentication. */
function authentication({ authenticationMode, passwords, noPasswordRequired }: Login) {
  return authenticationMode
    ? {
        AuthenticationMode: {
          Type: authenticationMode.type as InputAuthenticationType,
          Passwords: authenticationMode.passwords,
        },
      }
    : { Passwords: passwords, NoPasswordRequired: noPasswordRequired };
}
