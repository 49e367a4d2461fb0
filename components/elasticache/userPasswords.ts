import { day, type Overlap } from "../rotation";
import type { Deployed } from "./strategy";

/** What is known of a user before its passwords are set. */
export interface UserSituation {
  /** The password that this deployment is to leave. */
  password: string;
  /** How that password stands in its rotation by the clock alone. */
  overlap: Overlap;
  /** What the secret holds now, and held before; undefined where it holds nothing yet. */
  deployed: Deployed | undefined;
  previous: Deployed | undefined;
  /** Now, in milliseconds. */
  time: number;
  graceDays: number;
}

/**
 * The passwords that a user is to have, the new one first: ElastiCache takes two. The one before is in the secret, so
 * the same is set again however often a deployment is interrupted.
 */
export function userPasswords(situation: UserSituation): { passwords: string[]; overlap: Overlap } {
  const { password, overlap, deployed, previous, time, graceDays } = situation;
  const alone = { passwords: [password], overlap: { strategy: "SET" as const } };
  if (deployed === undefined) {
    return alone;
  }
  const isNew = deployed.password !== password;
  const before = isNew ? deployed : previous;
  if (before === undefined || before.password === password || (overlap.first && !isNew)) {
    return alone;
  }
  const endsAt = (isNew ? time : deployed.since) + graceDays * day;
  return time >= endsAt
    ? alone
    : { passwords: [password, before.password], overlap: { strategy: "ROTATE", endsAt } };
}
