import { day } from "../../../components/rotation";
import type { Login } from "../../stack/component";
import { type Check, everywhere, Unchecked, verdictOf } from "../check";

const due = "run pulumi up --refresh";

export const rotation: Check = {
  id: "rotation",
  title: "no password is older than its schedule",
  applies: everywhere,
  async run({ logins, now }) {
    const known = logins.filter(({ passwordRotatedAt }) => passwordRotatedAt);
    if (known.length === 0) {
      throw new Unchecked("the state has no password that rotates");
    }
    return verdictOf(
      known
        .filter(({ nextRotationAt }) => isPast(nextRotationAt, now))
        .map(({ user, nextRotationAt }) => `the password of ${user} is due since ${nextRotationAt}: ${due}`),
      known.map((login) => ageOf(login, now)).join("; "),
    );
  },
};

export const overlap: Check = {
  id: "overlap",
  title: "no previous password outlives its overlap",
  applies: everywhere,
  async run({ logins, now }) {
    const open = logins.filter(({ overlapEndsAt }) => overlapEndsAt !== undefined);
    return verdictOf(
      open
        .filter(({ overlapEndsAt }) => isPast(overlapEndsAt, now))
        .map(({ user, overlapEndsAt }) => `that of ${user} was to end at ${overlapEndsAt}: ${due}`),
      open.map(({ user, overlapEndsAt }) => `that of ${user} ends at ${overlapEndsAt}`).join("; ") ||
        "there is none",
    );
  },
};

function ageOf({ user, passwordRotatedAt, nextRotationAt }: Login, now: number): string {
  const days = Math.max(0, Math.floor((now - Date.parse(passwordRotatedAt ?? "")) / day));
  const next = nextRotationAt === undefined ? "no schedule" : `next ${nextRotationAt.slice(0, 10)}`;
  return `${user}: ${days} days old, ${next}`;
}

function isPast(time: string | undefined, now: number): boolean {
  return time !== undefined && Date.parse(time) <= now;
}
