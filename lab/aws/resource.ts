import type { AutoName } from "./names";
import type { Rule } from "./rules";
import type { Values } from "./values";

/** A mistake in the inputs: the path of the property, and what is wrong. It never holds a value. */
export interface Mistake {
  property: string;
  reason: string;
}

/** What is known of a resource type beyond the types of its properties. */
export interface Traits {
  /** How a missing name is made. */
  name?: AutoName;
  /** Properties whose change needs a new resource. */
  replaces: string[];
  /** Further properties whose change needs one in this case; by default none. */
  replacesIf?(olds: Values, news: Values, changed: ReadonlySet<string>): string[];
  /** Properties that AWS fills when they are not given: their absence is no change. */
  computed?: string[];
  /** What a property is when it is not given. */
  defaults?: Values;
  /** Lists whose order has no meaning. */
  sets?: string[];
  /** Properties that hold JSON documents. */
  json?: string[];
  /** Properties that are secret whatever the program says. */
  sensitive?: string[];
  /** Properties that the stand-in would ignore, and therefore refuses. */
  unsupported?: string[];
  /** What is allowed where the type says too little, by path: `list[].property`. */
  rules?: Record<string, Rule>;
  /** Properties that exclude each other. */
  exclusive?: string[][];
  /** Groups of properties of which exactly one must be given. */
  oneRequired?: string[][];
  /** Mistakes that only several properties together show. Values may be unknown. */
  mistakes?(inputs: Values): Mistake[];
}

/** A resource type: what is known of it, and how the emulator is told to make, show, change and remove one. */
export interface Resource<Inputs> {
  traits: Traits;
  /** Starts to make one and returns its id. */
  create(inputs: Inputs, region: string): Promise<string>;
  /** What must happen after the id is known, until it can be used. */
  settle?(id: string, inputs: Inputs, region: string): Promise<void>;
  /** The properties that AWS returns, or undefined when it is gone. `state` is what was known. */
  read(id: string, state: Values, region: string): Promise<Values | undefined>;
  update?(id: string, change: Change<Inputs>, region: string): Promise<void>;
  delete(id: string, state: Values, region: string): Promise<void>;
}

/** From what to what, and which properties differ. */
export interface Change<Inputs> {
  olds: Values;
  news: Inputs;
  changed: ReadonlySet<string>;
}
