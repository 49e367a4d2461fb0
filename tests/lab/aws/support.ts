import { dirname } from "node:path";
import { check } from "../../../lab/aws/check";
import { type Difference, difference } from "../../../lab/aws/diff";
import { functions, resources } from "../../../lab/aws/registry";
import type { Resource } from "../../../lab/aws/resource";
import type { ResourceSchema } from "../../../lab/aws/schema";
import { schemaFromTypes } from "../../../lab/aws/schemaFromTypes";
import type { Values } from "../../../lab/aws/values";
import { minimal } from "./minimal";

/** The schema that the build embeds. */
export const schema = schemaFromTypes(
  dirname(require.resolve("@pulumi/aws/package.json")),
  Object.keys(resources),
  Object.keys(functions),
);

export const group = "aws:elasticache/replicationGroup:ReplicationGroup";

/** A resource type, by token. */
export function type(token: string): { resource: Resource<Values>; known: ResourceSchema } {
  const [load, known] = [resources[token], schema.resources[token]];
  if (!load || !known) {
    throw new Error(`no type ${token}`);
  }
  return { resource: load(), known };
}

/** Checks the least inputs of a type with `more` in them; what `more` has as undefined is left out. */
export function checked(token: string, more: Values = {}, olds: Values = {}) {
  const { resource, known } = type(token);
  return check(known.inputs, resource.traits, "cache", olds, { ...minimal[token]?.inputs, ...more });
}

/** The mistakes in a type's least inputs with `more` in them, each as the engine shows it. */
export function mistakes(token: string, more: Values = {}): string[] {
  return checked(token, more).mistakes.map(({ property, reason }) => `${property} ${reason}`);
}

/** What changes when the least inputs of a type have been deployed with `before` and are now to be with `after`. */
export function changes(token: string, before: Values, after: Values, actual: Values = {}): Difference {
  const { resource, known } = type(token);
  const { inputs } = checked(token, before);
  const news = checked(token, after, inputs).inputs;
  return difference(known.inputs, resource.traits, { region: "us-east-1", ...inputs, ...actual }, news);
}
