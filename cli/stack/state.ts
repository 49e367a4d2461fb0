import { CliError } from "../failure";
import type { Pulumi } from "./pulumi";
import { plain } from "./secrets";

/** A resource of a stack, secrets in the clear. */
export interface Resource {
  urn: string;
  type: string;
  /** Name in the program. */
  name: string;
  parent: string | undefined;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** Reads what the stack has deployed, secrets in the clear. Throws `CliError` when Pulumi cannot. */
export async function readState(pulumi: Pulumi): Promise<Resource[]> {
  return resourcesOf(await pulumi.read("stack", "export", "--show-secrets"));
}

/** The resources of an exported state; those that wait for their deletion are left out. */
export function resourcesOf(exported: string): Resource[] {
  const { deployment } = JSON.parse(exported) as {
    deployment?: { resources?: RawResource[]; pending_operations?: unknown[] };
  };
  if (!deployment) {
    throw new CliError("the stack's state is not one that this version knows");
  }
  return (deployment.resources ?? [])
    .filter((resource) => !resource.delete)
    .map(({ urn, type, parent, inputs, outputs }) => ({
      urn,
      type,
      parent,
      name: urn.slice(urn.lastIndexOf("::") + 2),
      inputs: plain(inputs ?? {}) as Record<string, unknown>,
      outputs: plain(outputs ?? {}) as Record<string, unknown>,
    }));
}

interface RawResource {
  urn: string;
  type: string;
  parent?: string;
  delete?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** A resource with everything below it. */
export function treeOf(root: Resource, resources: readonly Resource[]): Resource[] {
  const children = resources.filter(({ parent }) => parent === root.urn);
  return [root, ...children.flatMap((child) => treeOf(child, resources))];
}
