import * as pulumi from "@pulumi/pulumi";
import type { Credentials } from "../credentials";
import type { Overlap } from "../rotation";
import { deployedPassword, isOpen } from "./lookups";
import { overlapOf } from "./strategy";

interface Deployed {
  /** The group's id. */
  id: pulumi.Output<string>;
  secretId: pulumi.Output<string>;
  credentials: Credentials;
  /** Now, in milliseconds. */
  time: number;
}

/** Looks at what is deployed and decides how the group is to take the password. */
export function passwordOverlap(
  { id, secretId, credentials, time }: Deployed,
  parent: pulumi.Resource,
): pulumi.Output<Overlap> {
  const { password, overlap, graceDays } = credentials;
  const decided = pulumi
    .all([id, secretId, password, overlap])
    .apply(async ([group, secret, wanted, byClock]) => {
      const [open, deployed] = await Promise.all([
        isOpen(group, { parent }),
        deployedPassword(secret, { parent }),
      ]);
      if (open) {
        await pulumi.log.warn(
          `${group} accepts connections without a token; 'pulumi up --refresh' closes it`,
          parent,
        );
      }
      return overlapOf({ password: wanted, overlap: byClock, deployed, open, time, graceDays });
    });
  // It was decided by a secret and tells nothing of it.
  return pulumi.unsecret(decided);
}
