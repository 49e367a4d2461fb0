import type { Component } from "../stack/component";
import type { Context } from "./context";

/** What a check came to. `unchecked` is neither good nor bad: it could not be found out from here. */
export interface Verdict {
  status: "pass" | "fail" | "unchecked";
  /** Why, in one line. */
  detail: string;
}

/** One line of the table. */
export interface Check {
  /** Stays the same over versions, for programs that read `--json`. */
  id: string;
  /** What ought to be so. */
  title: string;
  applies(component: Component): boolean;
  run(context: Context): Promise<Verdict>;
}

export const pass = (detail: string): Verdict => ({ status: "pass", detail });
export const fail = (detail: string): Verdict => ({ status: "fail", detail });

/** Thrown by a check that cannot find out from here. */
export class Unchecked extends Error {}

/** A failure when there is something wrong, each of it told; else a pass. */
export function verdictOf(wrong: readonly string[], good: string): Verdict {
  return wrong.length > 0 ? fail(wrong.join("; ")) : pass(good);
}

export const onDocker = ({ target }: Component): boolean => target === "docker";
export const onElastiCache = ({ target }: Component): boolean => target === "elasticache";
export const everywhere = (): boolean => true;
