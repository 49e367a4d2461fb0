import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DnsArgs } from "./args";

/** Seconds that resolvers keep the name: the endpoint behind it follows a failover by itself. */
const ttl = 60;

/** The CNAME record, where one is asked for. */
export function dnsRecord(
  name: string,
  args: DnsArgs | undefined,
  host: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  if (args !== undefined) {
    new aws.route53.Record(
      `${name}-dns`,
      { zoneId: args.zoneId, name: args.name, type: "CNAME", ttl, records: [host] },
      opts,
    );
  }
}
