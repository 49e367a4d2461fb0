import type { Mistake } from "./resource";
import type { Rule } from "./rules";
import type { Values } from "./values";

/** A function that programs call. */
export interface Invocation {
  rules?: Record<string, Rule>;
  /** Arguments that the stand-in would ignore, and therefore refuses. */
  unsupported?: string[];
  /** Results that are secret. */
  sensitive?: string[];
  mistakes?(args: Values): Mistake[];
  call(args: Values, region: string): Promise<Values>;
}
