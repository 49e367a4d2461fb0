import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { defaultUser } from "../acl";
import { now } from "../clock";
import { type Credentials, generatedPassword } from "../credentials";
import type { Login } from "../login";
import type { Access, LoginAccess } from "./access";
import type { Identity } from "./identity";
import { deployedPassword } from "./lookups";
import { userPasswords } from "./userPasswords";

interface UserAccessArgs {
  identity: Identity;
  engine: string;
  /** The secret of each user who has a password. */
  secrets: Map<string, aws.secretsmanager.Secret>;
  tags: Record<string, string>;
}

/** Users of ElastiCache and a group of them, in which Redis' default user is off. */
export function userAccess(
  name: string,
  logins: readonly Login[],
  { identity, engine, secrets, tags }: UserAccessArgs,
  opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): Access {
  const idOf = (user: string) => pulumi.interpolate`${user}-${identity.suffix}`;
  const nobody = generatedPassword(`${name}-default-user-password`, opts);
  const off = new aws.elasticache.User(
    `${name}-default-user`,
    {
      userId: idOf(defaultUser),
      userName: defaultUser,
      engine,
      accessString: "off -@all",
      // It is off; and a user without a password is refused by Valkey's groups.
      passwords: [nobody.result],
      tags,
    },
    opts,
  );
  const users = logins.map((login) => {
    const secret = secrets.get(login.user);
    const byPassword = login.credentials && secret && passwordsOf(secret.id, login.credentials, opts.parent);
    // IAM wants the name to be the id.
    const username = byPassword ? pulumi.output(login.user) : idOf(login.user);
    const user = new aws.elasticache.User(
      `${name}-user-${login.user}`,
      {
        userId: idOf(login.user),
        userName: username,
        engine,
        accessString: `on ${login.permissions}`,
        ...(byPassword ? { passwords: byPassword.passwords } : { authenticationMode: { type: "iam" } }),
        tags,
      },
      opts,
    );
    const access: LoginAccess = { username, overlap: byPassword?.overlap, taker: user, userArn: user.arn };
    return { user, login: login.user, access };
  });
  const group = new aws.elasticache.UserGroup(
    `${name}-user-group`,
    {
      userGroupId: identity.id,
      engine,
      userIds: [off, ...users.map(({ user }) => user)].map(({ userId }) => userId),
      tags,
    },
    opts,
  );
  return {
    // A group that had a token loses it with the users' coming.
    group: { userGroupIds: [group.id], authTokenUpdateStrategy: "DELETE" },
    logins: Object.fromEntries(users.map(({ login, access }) => [login, access])),
  };
}

/** The passwords that a user is to have now, and how they overlap. */
function passwordsOf(
  secretId: pulumi.Output<string>,
  { password, overlap, graceDays }: Credentials,
  parent: pulumi.Resource,
) {
  const time = now();
  const decided = pulumi.all([secretId, password, overlap]).apply(async ([id, wanted, byClock]) => {
    const [deployed, previous] = await Promise.all([
      deployedPassword(id, { parent }),
      deployedPassword(id, { parent }, "AWSPREVIOUS"),
    ]);
    return userPasswords({ password: wanted, overlap: byClock, deployed, previous, time, graceDays });
  });
  return {
    passwords: pulumi.secret(decided.passwords),
    // It was decided by a secret and tells nothing of it.
    overlap: pulumi.unsecret(decided.overlap),
  };
}
