import type { Provider } from "@pulumi/pulumi/provider";
import { check } from "./check";
import { difference } from "./diff";
import { emulatorOf, regionOf } from "./guard";
import { invoke } from "./invoke";
import { resources } from "./registry";
import type { Mistake, Resource } from "./resource";
import type { ResourceSchema, Schema } from "./schema";
import { unwrapAll } from "./secrets";
import { decidedByAws, inputsOf, merged, stateOf } from "./state";
import { told } from "./telling";
import { present, type Values } from "./values";

interface Subject {
  /** Type and logical name, as messages show them. */
  label: string;
  name: string;
  resource: Resource<Values>;
  schema: ResourceSchema;
}

/** The lab's stand-in for the aws plugin: the part of it that the component needs, strictly checked, on an emulator. */
export function standIn(schema: Schema): Provider {
  const subjectOf = async (urn: string): Promise<Subject> => {
    emulatorOf(process.env);
    const [, , type = "", name = ""] = urn.split("::");
    // The last of the types in a URN is the resource's own.
    const token = type.slice(type.lastIndexOf("$") + 1);
    const load = resources[token];
    const known = schema.resources[token];
    if (!load || !known) {
      throw new Error(
        `${token} ${name}: the lab's stand-in for the aws plugin does not have this resource type`,
      );
    }
    return { label: `${token} ${name}`, name, resource: load(), schema: known };
  };

  return {
    version: schema.version,

    async check(urn, olds: Values = {}, news: Values) {
      const { name, resource, schema: known } = await subjectOf(urn);
      const { inputs, mistakes } = check(known.inputs, resource.traits, name, olds, news);
      return { inputs, failures: mistakes.map(failure) };
    },

    async diff(_, urn, olds: Values, news: Values) {
      const { resource, schema: known } = await subjectOf(urn);
      const { changed, replaces } = difference(
        known.inputs,
        resource.traits,
        unwrapAll(olds),
        unwrapAll(news),
      );
      return { changes: changed.size > 0, replaces };
    },

    async create(urn, inputs: Values) {
      const subject = await subjectOf(urn);
      const { resource, schema: known } = subject;
      const plain = present(unwrapAll(inputs));
      const region = regionOf(plain);
      const id = await told(subject.label, sensitiveOf(subject), "creating", [inputs], () =>
        resource.create(plain, region),
      );
      try {
        await told(subject.label, sensitiveOf(subject), "creating", [inputs], async () =>
          resource.settle?.(id, plain, region),
        );
        const found = await readAfter(subject, id, plain, {}, region, [inputs]);
        return { id, outs: stateOf(known, resource.traits, inputs, {}, found, region) };
      } catch (error) {
        // It is there, and the state must know of it.
        const properties = stateOf(known, resource.traits, inputs, {}, {}, region);
        throw Object.assign(error as Error, { id, properties, reasons: [(error as Error).message] });
      }
    },

    async read(id, urn, props: Values = {}) {
      const subject = await subjectOf(urn);
      const { resource, schema: known } = subject;
      const plain = unwrapAll(props);
      const region = regionOf(plain);
      const found = await told(subject.label, sensitiveOf(subject), "reading", [props], () =>
        resource.read(id, plain, region),
      );
      if (!found) {
        return { id: "", props: {} };
      }
      const state = merged(known, resource.traits, props, { ...found, region });
      return { id, props: state, inputs: inputsOf(known, state) };
    },

    async update(id, urn, olds: Values, news: Values) {
      const subject = await subjectOf(urn);
      const { resource, schema: known } = subject;
      const [before, after] = [unwrapAll(olds), present(unwrapAll(news))];
      const region = regionOf(before);
      const { changed } = difference(known.inputs, resource.traits, before, after);
      const change = { olds: before, news: after, changed };
      await told(subject.label, sensitiveOf(subject), "updating", [olds, news], async () =>
        resource.update?.(id, change, region),
      );
      const kept = decidedByAws(known, resource.traits, olds);
      const found = await readAfter(subject, id, after, unwrapAll(kept), region, [olds, news]);
      return { outs: stateOf(known, resource.traits, news, kept, found, region) };
    },

    async delete(id, urn, props: Values) {
      const subject = await subjectOf(urn);
      const plain = unwrapAll(props);
      await told(subject.label, sensitiveOf(subject), "deleting", [props], () =>
        subject.resource.delete(id, plain, regionOf(plain)),
      );
    },

    async invoke(token, args: Values = {}) {
      return invoke(schema, token, args);
    },
  };
}

/** The engine would print the value of a property that it knows by name, so the name goes into the reason. */
function failure({ property, reason }: Mistake) {
  return { property: "", reason: `${property} ${reason}` };
}

function sensitiveOf({ resource }: Subject): string[] | undefined {
  return resource.traits.sensitive;
}

async function readAfter(
  subject: Subject,
  id: string,
  inputs: Values,
  kept: Values,
  region: string,
  secretsIn: Values[],
) {
  const given = { ...kept, ...inputs, __inputs: Object.keys(inputs) };
  const found = await told(subject.label, sensitiveOf(subject), "reading", secretsIn, () =>
    subject.resource.read(id, given, region),
  );
  if (!found) {
    throw new Error(`${subject.label}: it is gone right after it was written`);
  }
  return found;
}
