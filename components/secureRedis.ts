import * as pulumi from "@pulumi/pulumi";
import type { SecureRedisArgs, Target } from "./args";
import type { Source } from "./elasticache/args";
import { sourceMistakes } from "./elasticache/source";
import { loginsOf } from "./login";
import { InvalidArgumentsError } from "./mistake";
import { prepareTarget } from "./prepareTarget";
import type { DeployedTarget } from "./target";
import { connectionsOf, type UserConnection } from "./users/connection";
import { validate } from "./validation";

/**
 * One Redis that nobody can misconfigure: a hardened container on 127.0.0.1, or ElastiCache.
 *
 * Throws `InvalidArgumentsError`, before anything is registered, with every mistake in the arguments.
 *
 * @example
 * const redis = new SecureRedis("cache", { target: "docker" });
 * export const url = redis.url;
 */
export class SecureRedis extends pulumi.ComponentResource {
  /** URL with `***` in place of the password, for people and logs. */
  readonly redactedUrl: pulumi.Output<string>;
  /** URL with the password. Secret. */
  readonly url: pulumi.Output<string>;
  /** Host name or address. */
  readonly host: pulumi.Output<string>;
  /** TCP port. */
  readonly port: pulumi.Output<number>;
  /** User to log in as; empty for Redis' default user. */
  readonly username: pulumi.Output<string>;
  /** The generated password. Secret. */
  readonly password: pulumi.Output<string>;
  /** Whether the connection is TLS. */
  readonly tls: pulumi.Output<boolean>;
  /** Host name for reads from replicas; undefined on docker and in cluster mode, whose clients find them by themselves. */
  readonly readerHost?: pulumi.Output<string>;
  /** ARN of the Secrets Manager secret with the connection; undefined on docker. */
  readonly secretArn?: pulumi.Output<string>;
  /** PEM of the authority behind the certificate; undefined where every system trusts it, or there is no TLS. */
  readonly caCertificate?: pulumi.Output<string>;
  /** Where it runs. */
  readonly target: pulumi.Output<Target>;
  /** When the current password was deployed first, ISO 8601. */
  readonly passwordRotatedAt: pulumi.Output<string | undefined>;
  /** When the schedule changes it next, ISO 8601; undefined without a schedule. */
  readonly nextRotationAt: pulumi.Output<string | undefined>;
  /** Until when the previous password logs in as well, ISO 8601; undefined when none does. */
  readonly overlapEndsAt: pulumi.Output<string | undefined>;

  /** How each of `users` connects, by name; without users empty. What stands beside it is that of the first one. */
  readonly users: Record<string, UserConnection>;

  private readonly deployed: DeployedTarget;

  /**
   * @param name Letters, digits and hyphens, at most 30, a letter first. Every resource's name starts with it.
   * @param args See {@link SecureRedisArgs}.
   * @param opts Pulumi's own options; `providers` reaches the resources inside, `transforms` can change them.
   */
  constructor(name: string, args: SecureRedisArgs, opts?: pulumi.ComponentResourceOptions) {
    validate(name, args);
    super("secure-redis:index:SecureRedis", name, {}, opts);

    const target = prepareTarget(name, args, this);
    const logins = loginsOf(name, args, { ...target.opts, parent: this });
    this.deployed = target.deploy(logins);
    const connections = connectionsOf(logins, this.deployed.logins);
    this.users = args.users === undefined ? {} : Object.fromEntries(connections);
    const { endpoint } = firstOf(Object.values(this.deployed.logins));

    this.host = endpoint.host;
    this.port = endpoint.port;
    this.tls = endpoint.tls;
    this.readerHost = this.deployed.readerHost;
    this.caCertificate = this.deployed.caCertificate;
    this.target = pulumi.output(args.target);
    const own = firstOf([...connections.values()]);
    this.redactedUrl = own.redactedUrl;
    this.url = own.url;
    this.username = own.username;
    this.password = own.password;
    this.secretArn = own.secretArn;
    this.passwordRotatedAt = own.passwordRotatedAt;
    this.nextRotationAt = own.nextRotationAt;
    this.overlapEndsAt = own.overlapEndsAt;
    this.registerOutputs({
      redactedUrl: this.redactedUrl,
      url: this.url,
      host: this.host,
      port: this.port,
      username: this.username,
      password: this.password,
      tls: this.tls,
      readerHost: this.readerHost,
      secretArn: this.secretArn,
      caCertificate: this.caCertificate,
      target: this.target,
      passwordRotatedAt: this.passwordRotatedAt,
      nextRotationAt: this.nextRotationAt,
      overlapEndsAt: this.overlapEndsAt,
      users: this.users,
      // Recorded only once everything is applied: how `rotate` tells a rotation that is not deployed yet.
      generation: this.host.apply(() => args.rotation?.generation ?? 0),
    });
  }

  /**
   * Lets one more source connect: a security group, or a private address range. On docker there is nothing to do:
   * only the machine itself gets in there.
   *
   * Throws `InvalidArgumentsError` for a public range and for what is no security group, on every target.
   * @param name Unique among the sources; the rule's name ends with it.
   */
  allowFrom(name: string, source: Source): void {
    const mistakes = sourceMistakes(source);
    if (mistakes.length > 0) {
      throw new InvalidArgumentsError(`SecureRedis.allowFrom of ${JSON.stringify(name)}`, mistakes);
    }
    this.deployed.allowFrom?.(name, source);
  }

  /**
   * Lets an IAM role read the secret with the connection, and use its key through Secrets Manager, and nothing else;
   * for a user whom IAM lets in, connect as that user. On docker there is nothing to do.
   *
   * Throws when there is no such user.
   * @param name Unique among the readers; the policy's name ends with it.
   * @param role Name of the role.
   * @param user Whose connection; the first one unless told another.
   */
  grantRead(name: string, role: pulumi.Input<string>, user?: string): void {
    const known = Object.keys(this.deployed.logins);
    const reader = user ?? firstOf(known);
    if (!known.includes(reader)) {
      throw new InvalidArgumentsError(`SecureRedis.grantRead of ${JSON.stringify(name)}`, [
        { path: "user", value: user, allowed: `one of ${known.join(", ")}` },
      ]);
    }
    this.deployed.grant?.(name, role, reader);
  }
}

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) {
    throw new Error("there is no user");
  }
  return first;
}
