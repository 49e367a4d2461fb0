import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "./connection";
import type { Source } from "./elasticache/args";
import type { Login } from "./login";
import type { Overlap } from "./rotation";

/** A target that is ready to be deployed. */
export interface DeployableTarget {
  /** Options of everything that is deployed: what waits for them is created only where the target can be. */
  opts: pulumi.CustomResourceOptions;
  /** Wires the target's resources. */
  deploy(logins: readonly Login[]): DeployedTarget;
}

/** What a target gives the component once its resources are wired. */
export interface DeployedTarget {
  /** How each user connects, by name. */
  logins: Record<string, DeployedLogin>;
  /** Where clients may read from replicas. */
  readerHost?: pulumi.Output<string>;
  /** PEM of an authority that the client's system does not trust by itself. */
  caCertificate?: pulumi.Output<string>;
  /** Lets one more source connect. */
  allowFrom?(name: string, source: Source): void;
  /** Lets a role read a user's secret, or connect as a user whom IAM lets in. */
  grant?(name: string, role: pulumi.Input<string>, user: string): void;
}

/** How a user connects. */
export interface DeployedLogin {
  /** Where and as whom; resolves once the Redis takes the password. */
  endpoint: pulumi.Output<Endpoint>;
  /** How the password stands in its rotation, where the target knows better than the clock. */
  overlap?: pulumi.Output<Overlap>;
  /** The secret that holds the connection. */
  secretArn?: pulumi.Output<string>;
}
