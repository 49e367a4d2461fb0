import { messageOf } from "../failure";
import { type Check, Unchecked, type Verdict } from "./check";
import type { Context } from "./context";

/** A check with what it came to. */
export type Result = Verdict & Pick<Check, "id" | "title">;

/** Seconds that one check may take; those that start containers take a few. */
const patience = 60;

/**
 * Runs the checks that apply, all at once, each within `seconds`; tells of each that is done. A check that throws or
 * is late has failed: what cannot be shown to be safe is not.
 */
export async function runChecks(
  checks: readonly Check[],
  context: Context,
  { done, seconds = patience }: { done?: (result: Result) => void; seconds?: number } = {},
): Promise<Result[]> {
  const applying = checks.filter((check) => check.applies(context.component));
  return Promise.all(
    applying.map(async (check) => {
      const result = { id: check.id, title: check.title, ...(await verdict(check, context, seconds)) };
      done?.(result);
      return result;
    }),
  );
}

async function verdict(check: Check, context: Context, seconds: number): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((resolve) => {
    timer = setTimeout(
      () => resolve({ status: "fail", detail: `it could not be found out within ${seconds} s` }),
      seconds * 1000,
    );
  });
  const work = check.run(context).catch(
    (error: unknown): Verdict => ({
      status: error instanceof Unchecked ? "unchecked" : "fail",
      detail: messageOf(error),
    }),
  );
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
