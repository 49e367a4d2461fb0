import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Properties, Schema, Type } from "./schema";

/** A property of an interface before its own type is read. */
type Members = readonly ts.TypeElement[];

/**
 * Describes resource types and functions from the declarations of the npm package @pulumi/aws, which the official
 * plugin's own schema generates.
 *
 * @param folder of the package.
 * @throws Error when a token has no declaration there, or one of a form that is not known.
 */
export function schemaFromTypes(folder: string, resources: string[], functions: string[]): Schema {
  const types = new InputTypes(readFileSync(join(folder, "types", "input.d.ts"), "utf8"));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return {
    version,
    resources: Object.fromEntries(
      resources.map((token) => {
        const [name, source] = declaration(folder, token);
        const inputs = types.properties(interfaceMembers(source, `${name}Args`));
        return [token, { inputs, outputs: outputNames(source, name) }];
      }),
    ),
    functions: Object.fromEntries(
      functions.map((token) => {
        const [name, source] = declaration(folder, token);
        const args = `${name.charAt(0).toUpperCase()}${name.slice(1)}Args`;
        return [token, types.properties(interfaceMembers(source, args))];
      }),
    ),
  };
}

/** The name that a token's type has, and the declarations in its file. */
function declaration(folder: string, token: string): [name: string, source: ts.SourceFile] {
  const [, file = "", name = ""] = token.split(":");
  const path = join(folder, `${file.replace(/^index\//, "")}.d.ts`);
  return [name, parse(path, readFileSync(path, "utf8"))];
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

function interfaceMembers(source: ts.SourceFile, name: string): Members {
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === name) {
      return statement.members;
    }
  }
  throw new Error(`${source.fileName} declares no interface ${name}`);
}

function outputNames(source: ts.SourceFile, name: string): string[] {
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement) && statement.name?.text === name) {
      return statement.members.flatMap((member) =>
        ts.isPropertyDeclaration(member) && member.type?.getText().startsWith("pulumi.Output<")
          ? [member.name.getText()]
          : [],
      );
    }
  }
  throw new Error(`${source.fileName} declares no class ${name}`);
}

/** The nested input types. They are in one file of several megabytes, so only the namespaces in use are parsed. */
class InputTypes {
  private readonly namespaces = new Map<string, Map<string, Members>>();

  constructor(private readonly text: string) {}

  properties(members: Members): Properties {
    const signatures = members.filter((member) => ts.isPropertySignature(member));
    return Object.fromEntries(
      signatures.map(({ name, type, questionToken }) => [
        name.getText(),
        { type: this.type(type), required: questionToken === undefined },
      ]),
    );
  }

  private type(node: ts.TypeNode | undefined): Type {
    switch (node?.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { kind: "string" };
      case ts.SyntaxKind.NumberKeyword:
        return { kind: "number" };
      case ts.SyntaxKind.BooleanKeyword:
        return { kind: "boolean" };
    }
    if (node && ts.isArrayTypeNode(node)) {
      return { kind: "list", of: this.type(node.elementType) };
    }
    if (node && ts.isUnionTypeNode(node)) {
      return this.union(node);
    }
    if (node && ts.isTypeLiteralNode(node)) {
      const [index] = node.members;
      if (index && ts.isIndexSignatureDeclaration(index)) {
        return { kind: "map", of: this.type(index.type) };
      }
    }
    if (node && ts.isTypeReferenceNode(node)) {
      return this.reference(node);
    }
    throw new Error(`no type is known for ${node?.getText() ?? "a property without one"}`);
  }

  /** `T | undefined` is T; text or a resource is text; text or a policy document is a document. */
  private union({ types }: ts.UnionTypeNode): Type {
    const parts = types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
    if (
      parts.some(
        (part) => part.getText().endsWith("PolicyDocument>") || part.getText().endsWith("PolicyDocument"),
      )
    ) {
      return { kind: "json" };
    }
    return this.type(parts.find(({ kind }) => kind === ts.SyntaxKind.StringKeyword) ?? parts[0]);
  }

  private reference({ typeName, typeArguments }: ts.TypeReferenceNode): Type {
    const [first, namespace = "", name = ""] = typeName.getText().split(".");
    if (first === "pulumi") {
      return this.type(typeArguments?.[0]);
    }
    if (first !== "inputs") {
      throw new Error(`no type is known for ${typeName.getText()}`);
    }
    const members = this.namespace(namespace).get(name);
    if (!members) {
      throw new Error(`the nested types have no ${namespace}.${name}`);
    }
    return { kind: "object", properties: this.properties(members) };
  }

  private namespace(name: string): Map<string, Members> {
    const known = this.namespaces.get(name);
    if (known) {
      return known;
    }
    const opening = `export declare namespace ${name} {\n`;
    const start = this.text.indexOf(opening) + opening.length;
    const body = this.text.slice(start, this.text.indexOf("\n}\n", start));
    const interfaces = new Map(
      parse(`${name}.d.ts`, body)
        .statements.filter((statement) => ts.isInterfaceDeclaration(statement))
        .map((statement) => [statement.name.text, statement.members]),
    );
    this.namespaces.set(name, interfaces);
    return interfaces;
  }
}
