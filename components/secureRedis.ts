import * as pulumi from "@pulumi/pulumi";
import type { SecureRedisArgs, Target } from "./args";
import { connectionUrl, redactedUrl } from "./connection";
import { generatedPassword } from "./credentials";
import { dockerRedis } from "./docker/dockerRedis";
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
  /** Where it runs. */
  readonly target: pulumi.Output<Target>;

  /**
   * @param name Letters, digits and hyphens, at most 30, a letter first. Every resource's name starts with it.
   * @param args See {@link SecureRedisArgs}.
   * @param opts Pulumi's own options; `providers` reaches the resources inside, `transforms` can change them.
   */
  constructor(name: string, args: SecureRedisArgs, opts?: pulumi.ComponentResourceOptions) {
    validate(name, args);
    super("secure-redis:index:SecureRedis", name, {}, opts);

    const password = generatedPassword(`${name}-password`, { parent: this });
    const { endpoint } = dockerRedis(name, args.docker, password.result, this);

    this.password = pulumi.secret(password.result);
    this.url = pulumi.secret(pulumi.all([endpoint, this.password]).apply(([e, p]) => connectionUrl(e, p)));
    this.redactedUrl = endpoint.apply(redactedUrl);
    this.host = endpoint.host;
    this.port = endpoint.port;
    this.username = endpoint.username;
    this.tls = endpoint.tls;
    this.target = pulumi.output(args.target);
    this.registerOutputs({
      redactedUrl: this.redactedUrl,
      url: this.url,
      host: this.host,
      port: this.port,
      username: this.username,
      password: this.password,
      tls: this.tls,
      target: this.target,
    });
  }
}
