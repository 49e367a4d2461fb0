import * as pulumi from "@pulumi/pulumi";
import { connectionUrl, redactedUrl } from "../connection";
import type { Login } from "../login";
import type { Overlap } from "../rotation";
import type { DeployedLogin } from "../target";

/** How one user connects. */
export interface UserConnection {
  /** User to log in as; empty for Redis' default user. */
  readonly username: pulumi.Output<string>;
  /** The generated password; secret, and empty for a user whom IAM lets in. */
  readonly password: pulumi.Output<string>;
  /** URL with the password. Secret. */
  readonly url: pulumi.Output<string>;
  /** URL with `***` in place of the password, for people and logs. */
  readonly redactedUrl: pulumi.Output<string>;
  /** ARN of the Secrets Manager secret with the connection; undefined on docker and for a user whom IAM lets in. */
  readonly secretArn?: pulumi.Output<string>;
  /** When the current password was deployed first, ISO 8601. */
  readonly passwordRotatedAt: pulumi.Output<string | undefined>;
  /** When the schedule changes it next, ISO 8601; undefined without a schedule. */
  readonly nextRotationAt: pulumi.Output<string | undefined>;
  /** Until when the previous password logs in as well, ISO 8601; undefined when none does. */
  readonly overlapEndsAt: pulumi.Output<string | undefined>;
}

/** The connection of a user that a target has deployed. */
function userConnection(
  { credentials }: Login,
  { endpoint, overlap, secretArn }: DeployedLogin,
): UserConnection {
  const password = pulumi.secret(credentials?.password ?? "");
  const none: Overlap = { strategy: "SET" };
  const phase = overlap ?? credentials?.overlap ?? pulumi.output(none);
  return {
    username: endpoint.username,
    password,
    url: pulumi.secret(pulumi.all([endpoint, password]).apply(([e, p]) => connectionUrl(e, p))),
    redactedUrl: endpoint.apply(redactedUrl),
    secretArn,
    passwordRotatedAt: pulumi.output(credentials?.rotatedAt),
    nextRotationAt: pulumi.output(credentials?.nextRotationAt),
    overlapEndsAt: phase.apply(({ endsAt }) =>
      endsAt === undefined ? undefined : new Date(endsAt).toISOString(),
    ),
  };
}

/** The connection of every user, by name. */
export function connectionsOf(
  logins: readonly Login[],
  deployed: Record<string, DeployedLogin>,
): Map<string, UserConnection> {
  return new Map(
    logins.map((login) => {
      const wired = deployed[login.user];
      if (wired === undefined) {
        throw new Error(`the target has not deployed the user ${login.user}`);
      }
      return [login.user, userConnection(login, wired)];
    }),
  );
}
