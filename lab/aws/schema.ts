/** The type of a property. `json` is a document: text, or an object that becomes text. */
export type Type =
  | { kind: "string" | "number" | "boolean" | "json" }
  | { kind: "list" | "map"; of: Type }
  | { kind: "object"; properties: Properties };

/** A property's type, and whether it must be given. */
export interface Property {
  type: Type;
  required: boolean;
}

export type Properties = Record<string, Property>;

/** What a resource type takes, and the names of what it gives back. */
export interface ResourceSchema {
  inputs: Properties;
  outputs: string[];
}

/** Everything that the stand-in knows of the official plugin's types, by token. */
export interface Schema {
  version: string;
  resources: Record<string, ResourceSchema>;
  functions: Record<string, Properties>;
}
