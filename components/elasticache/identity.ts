import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { ElastiCacheSettings } from "./settings";

/** What is known of a group before it is touched. */
export interface Identity {
  /** The group's id. */
  id: pulumi.Output<string>;
  /** Eight hexadecimal digits that nobody else in the account has. */
  suffix: pulumi.Output<string>;
}

/**
 * The group's identity. It is not left to Pulumi's naming: it has to be known before the group is touched. It changes with
 * whatever replaces the group, so that both can be there at once.
 */
export function groupIdentity(
  name: string,
  settings: Pick<ElastiCacheSettings, "port" | "snapshotName" | "shards">,
  keyArn: pulumi.Output<string> | undefined,
  opts: pulumi.CustomResourceOptions,
): Identity {
  const keepers = {
    port: String(settings.port),
    cluster: String(settings.shards > 1),
    snapshot: settings.snapshotName ?? "",
    key: keyArn ?? "",
  };
  const suffix = new random.RandomId(`${name}-id`, { byteLength: 4, keepers }, opts);
  return { id: suffix.hex.apply((hex) => `${name.toLowerCase()}-${hex}`), suffix: suffix.hex };
}
