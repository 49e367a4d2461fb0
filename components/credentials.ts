import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/**
 * A generated password of 48 letters and digits. ElastiCache's AUTH takes few special characters, and without any
 * a URL needs no encoding (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html).
 */
export function generatedPassword(name: string, opts: pulumi.CustomResourceOptions): random.RandomPassword {
  return new random.RandomPassword(name, { length: 48, special: false }, opts);
}
