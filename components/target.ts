import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "./connection";
import type { Credentials } from "./credentials";
import type { Source } from "./elasticache/args";
import type { Overlap } from "./rotation";

/** A target that is ready to be deployed. */
export interface DeployableTarget {
  /** Options of everything that is deployed: what waits for them is created only where the target can be. */
  opts: pulumi.CustomResourceOptions;
  /** Wires the target's resources. */
  deploy(credentials: Credentials): DeployedTarget;
}

/** What a target gives the component once its resources are wired. */
export interface DeployedTarget {
  /** Where clients connect; resolves once the Redis takes the password. */
  endpoint: pulumi.Output<Endpoint>;
  /** Where clients may read from replicas. */
  readerHost?: pulumi.Output<string>;
  /** The secret that holds the connection. */
  secretArn?: pulumi.Output<string>;
  /** PEM of an authority that the client's system does not trust by itself. */
  caCertificate?: pulumi.Output<string>;
  /** How the password stands in its rotation, where the target knows better than the clock. */
  overlap?: pulumi.Output<Overlap>;
  /** Lets one more source connect. */
  allowFrom?(name: string, source: Source): void;
  /** Lets a role read the secret. */
  grantRead?(name: string, role: pulumi.Input<string>): void;
}
