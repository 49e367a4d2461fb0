import * as pulumi from "@pulumi/pulumi";
import { awsResource } from "./cloud";

/** A resource as Pulumi's engine got it. */
export interface Registration {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** What the engine answers for a resource. */
export interface Registered {
  id: string;
  state: Record<string, unknown>;
}

export const passwordOf = (resource: string) => `plain-text-of-${resource}`;

/** What the engine answers for a registration, given what the stashes hold since an earlier deployment. */
export function register(
  resource: Registration,
  held: Record<string, unknown>,
  preview: boolean,
): Registered {
  if (resource.type === "pulumi:index:Stash") {
    return stashed(resource, held, preview);
  }
  if (preview && isNew(resource, held)) {
    return { id: resource.type.startsWith("aws:") ? "" : `id-of-${resource.name}`, state: {} };
  }
  return awsResource(resource) ?? { id: `id-of-${resource.name}`, state: stateOf(resource) };
}

/** Inputs without the wrapping of secrets. */
export function plain(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value)]),
  );
}

/**
 * What the engine answers for a stash: one that exists keeps its output until it is replaced, and in a preview one
 * that is about to be made, or replaced, has no id.
 */
function stashed(
  { name, inputs }: Registration,
  held: Record<string, unknown>,
  preview: boolean,
): Registered {
  const replaced = name.endsWith("-phase") && held[name] !== inputs.input;
  const exists = name in held && !replaced;
  return {
    id: preview && !exists ? "" : `id-of-${name}`,
    state: { input: inputs.input, output: exists ? held[name] : inputs.input },
  };
}

/** What Docker or the random provider would answer. */
function stateOf({ type, name, inputs }: Registration): Record<string, unknown> {
  switch (type) {
    case "random:index/randomPassword:RandomPassword":
      return { ...inputs, result: pulumi.secret(passwordOf(name)) };
    case "random:index/randomId:RandomId":
      return { ...inputs, hex: "0a1b2c3d" };
    case "docker:index/remoteImage:RemoteImage":
      return { ...inputs, imageId: "sha256:image" };
    case "docker:index/network:Network":
    case "docker:index/volume:Volume":
      return { ...inputs, name: `${name}-0f1e2d3` };
    default:
      return inputs;
  }
}

/** Whether a preview would make this: nobody knows the password, or what AWS gives out, then. */
function isNew({ type, name, inputs }: Registration, held: Record<string, unknown>): boolean {
  if (name.endsWith("-password") && inputs.keepers !== undefined) {
    const { epoch } = inputs.keepers as { epoch: string };
    return !(`${name.replace(/-password$/, "")}-rotated-at-${epoch}` in held);
  }
  return (type.startsWith("aws:") || name === "cache-id") && !("cache-first-rotated-at" in held);
}
