import { createHash } from "node:crypto";
import type { RotationArgs } from "./args";

/** A day in milliseconds. */
export const day = 24 * 60 * 60 * 1000;

/** When and how often the password changes, with every default filled in. */
export type RotationSettings = Required<RotationArgs>;

/** Fills in the defaults; `args` must have passed `validate`. */
export function rotationSettings(args: RotationArgs = {}): RotationSettings {
  const everyDays = args.everyDays ?? 90;
  return {
    everyDays,
    graceDays: args.graceDays ?? (everyDays === 1 ? 0.5 : 1),
    generation: args.generation ?? 0,
  };
}

/** The password's number: it grows by one with each window of the schedule and with each bump of the generation. */
export function epochAt(time: number, settings: RotationSettings, urn: string): number {
  return windowAt(time, settings, urn) + settings.generation;
}

/** When the next window begins, or undefined without a schedule. */
export function nextWindow(time: number, settings: RotationSettings, urn: string): number | undefined {
  if (settings.everyDays === 0) {
    return undefined;
  }
  const length = settings.everyDays * day;
  return (windowAt(time, settings, urn) + 1) * length - offset(urn, length);
}

function windowAt(time: number, { everyDays }: RotationSettings, urn: string): number {
  const length = everyDays * day;
  return everyDays === 0 ? 0 : Math.floor((time + offset(urn, length)) / length);
}

/** Where in a window a resource rotates: a hash of its URN, so that a fleet does not rotate at once. */
function offset(urn: string, length: number): number {
  return createHash("sha256").update(urn).digest().readUIntBE(0, 6) % length;
}

/** What the server is told: keep the previous password beside the new one, or let only the new one in. */
export type Strategy = "ROTATE" | "SET";

/** How the password stands in its rotation. */
export interface Overlap {
  strategy: Strategy;
  /** When the previous password ends; undefined when it has, or there was none. */
  endsAt?: number;
  /** Whether it is the first password of all, which follows none. */
  first?: boolean;
}

/**
 * The phase of the password that was deployed at `rotatedAt`. The first password of all follows none, so nothing
 * overlaps.
 */
export function overlapAt(
  time: number,
  { rotatedAt, first, graceDays }: { rotatedAt: number; first: boolean; graceDays: number },
): Overlap {
  if (first) {
    return { strategy: "SET", first };
  }
  const endsAt = rotatedAt + graceDays * day;
  return time >= endsAt ? { strategy: "SET" } : { strategy: "ROTATE", endsAt };
}
