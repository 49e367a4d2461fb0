import type { InvokeResult } from "@pulumi/pulumi/provider";
import { emulatorOf, regionOf } from "./guard";
import { functions } from "./registry";
import type { Schema } from "./schema";
import { secret, unwrapAll } from "./secrets";
import { withoutUndefined } from "./state";
import { told } from "./telling";
import { mistakesOf } from "./types";
import { isAbsent, present, type Values } from "./values";

/**
 * Calls a function after a strict check of its arguments.
 *
 * @throws Error naming the function when it is not one of the stand-in's, or when AWS refuses.
 */
export async function invoke(schema: Schema, token: string, args: Values): Promise<InvokeResult> {
  emulatorOf(process.env);
  const load = functions[token];
  const known = schema.functions[token];
  if (!load || !known) {
    throw new Error(`${token}: the lab's stand-in for the aws plugin does not have this function`);
  }
  const invocation = load();
  const plain = present(unwrapAll(args));
  const refused = (invocation.unsupported ?? [])
    .filter((name) => !isAbsent(plain[name]))
    .map((property) => ({
      property,
      reason: "is not supported by the lab's stand-in for the aws plugin",
    }));
  const mistakes = [...mistakesOf(known, plain, invocation.rules), ...refused];
  if (mistakes.length > 0) {
    return { outputs: {}, failures: mistakes };
  }
  const results = await told(token, undefined, "calling", [args], () =>
    invocation.call(plain, regionOf(plain)),
  );
  const marked = Object.entries(results).map(([name, value]) => [
    name,
    invocation.sensitive?.includes(name) ? secret(value) : value,
  ]);
  return { outputs: withoutUndefined(Object.fromEntries(marked)) };
}
