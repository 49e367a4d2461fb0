import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { now } from "../clock";
import type { Credentials } from "../credentials";
import type { Overlap } from "../rotation";
import type { Identity } from "./identity";
import { passwordOverlap } from "./overlap";

/** What the group is told of who may log in. AWS takes a token or users, never both. */
export type GroupAccess = Pick<
  aws.elasticache.ReplicationGroupArgs,
  "authToken" | "authTokenUpdateStrategy" | "userGroupIds"
>;

/** Who may log in to a group. */
export interface Access {
  group: GroupAccess;
  logins: Record<string, LoginAccess>;
}

/** How one user logs in. */
export interface LoginAccess {
  username: pulumi.Output<string>;
  overlap?: pulumi.Output<Overlap>;
  /** What has to have taken the password before the secret may hold it. */
  taker?: pulumi.Resource;
  /** ARN of the user of ElastiCache. */
  userArn?: pulumi.Output<string>;
}

interface TokenAccessArgs {
  identity: Identity;
  secret: aws.secretsmanager.Secret;
  credentials: Credentials;
  username: pulumi.Output<string>;
}

/** The one token of a group without users. */
export function tokenAccess(
  user: string,
  { identity, secret, credentials, username }: TokenAccessArgs,
  parent: pulumi.Resource,
): Access {
  const overlap = passwordOverlap({ id: identity.id, secretId: secret.id, credentials, time: now() }, parent);
  return {
    group: { authToken: credentials.password, authTokenUpdateStrategy: overlap.strategy },
    logins: { [user]: { username, overlap } },
  };
}
