import { day, type Overlap } from "../rotation";

/** A password that the secret holds, and since when in milliseconds. */
export interface Deployed {
  password: string;
  since: number;
}

/** What is known of a group before its password is touched. */
export interface Situation {
  /** The password that this deployment is to leave. */
  password: string;
  /** How that password stands in its rotation by the clock alone. */
  overlap: Overlap;
  /** What the secret holds now; undefined where it holds nothing yet. */
  deployed: Deployed | undefined;
  /** Whether the group lets in whoever asks, for someone has taken its token away. */
  open: boolean;
  /** Now, in milliseconds. */
  time: number;
  graceDays: number;
}

/**
 * How the group is to take the password, and until when the one before logs in.
 *
 * The secret tells what clients use, and a version is written only once the group has accepted its token. AWS takes
 * SET only for a token that it had by ROTATE before; ROTATE on a group without a token leaves it open beside the new
 * one. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html
 */
export function overlapOf({ password, overlap, deployed, open, time, graceDays }: Situation): Overlap {
  if (open) {
    return { strategy: "SET" };
  }
  if (overlap.first && (deployed === undefined || deployed.password === password)) {
    return overlap;
  }
  // The grace counts from when clients could first learn of the password, so a late deployment cuts nobody off.
  const since = deployed?.password === password ? deployed.since : time;
  const endsAt = since + graceDays * day;
  return time >= endsAt ? { strategy: "SET" } : { strategy: "ROTATE", endsAt };
}
