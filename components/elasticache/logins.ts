import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { defaultUser } from "../acl";
import type { Login } from "../login";
import type { DeployedLogin } from "../target";
import { type Access, tokenAccess } from "./access";
import type { Identity } from "./identity";
import { connectionSecret, connectionVersion } from "./secret";
import type { ElastiCacheSettings } from "./settings";
import { userAccess } from "./userAccess";

type Secrets = Map<string, aws.secretsmanager.Secret>;
type Options = pulumi.CustomResourceOptions & { parent: pulumi.Resource };

/** What the names of a user's resources begin with. */
const prefix = (name: string, user: string) => (user === defaultUser ? name : `${name}-user-${user}`);

/** A secret for each user who has a password. */
export function connectionSecrets(
  name: string,
  logins: readonly Login[],
  args: {
    keyArn: pulumi.Output<string> | undefined;
    settings: Pick<ElastiCacheSettings, "secret" | "deletionProtection">;
    tags: Record<string, string>;
  },
  opts: Options,
): Secrets {
  const withPassword = logins.filter(({ credentials }) => credentials !== undefined);
  return new Map(withPassword.map(({ user }) => [user, connectionSecret(prefix(name, user), args, opts)]));
}

/** Who may log in: by the one token where the default user is the only one, else as users of ElastiCache. */
export function accessOf(
  name: string,
  logins: readonly Login[],
  args: { identity: Identity; secrets: Secrets; engine: string; tags: Record<string, string> },
  opts: Options,
): Access {
  const [only] = logins;
  const secret = args.secrets.get(defaultUser);
  return only?.user === defaultUser && only.credentials && secret
    ? tokenAccess(
        defaultUser,
        { identity: args.identity, secret, credentials: only.credentials, username: pulumi.output("") },
        opts.parent,
      )
    : userAccess(name, logins, args, opts);
}

interface DeployedAccess {
  access: Access;
  secrets: Secrets;
  group: aws.elasticache.ReplicationGroup;
  address: pulumi.Output<{ host: string; port: number }>;
  engine: string;
}

/** Writes each user's connection into the secret, and tells how each connects. */
export function deployedLogins(
  name: string,
  logins: readonly Login[],
  { access, secrets, group, address, engine }: DeployedAccess,
  opts: Options,
): Record<string, DeployedLogin> {
  const entries = logins.map(({ user, credentials }): [string, DeployedLogin] => {
    const { username = pulumi.output(user), overlap, taker } = access.logins[user] ?? {};
    const endpoint = pulumi
      .all([address, username])
      .apply(([at, as]) => ({ ...at, username: as, tls: true }));
    const secret = secrets.get(user);
    if (credentials === undefined || secret === undefined) {
      return [user, { endpoint }];
    }
    const takers = taker ? [group, taker] : [group];
    const version = connectionVersion(
      prefix(name, user),
      { secret, takers, endpoint, password: credentials.password, engine },
      opts,
    );
    // Whoever uses the outputs finds the secret written.
    const written = pulumi.all([endpoint, version.id]).apply(([e]) => e);
    return [user, { endpoint: written, overlap, secretArn: secret.arn }];
  });
  return Object.fromEntries(entries);
}
