import type * as pulumi from "@pulumi/pulumi";

/** Pulumi's own members of an output, which are not in its types. */
interface Internals<T> {
  promise(): Promise<T>;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
  allResources(): Promise<Set<pulumi.Resource>>;
}

/** An output's value. `apply` would not tell of a rejection. */
export function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  const internals = output as unknown as Internals<T>;
  // Each of an output's promises rejects, and Jest fails on the ones that nobody waits for.
  Promise.allSettled([internals.isKnown, internals.isSecret, internals.allResources()]);
  return internals.promise();
}

/** The resources that an output waits for. */
export function resourcesBehind(output: pulumi.Output<unknown>): Promise<Set<pulumi.Resource>> {
  return (output as unknown as Internals<unknown>).allResources();
}
