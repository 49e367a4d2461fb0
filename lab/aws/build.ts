import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { root } from "../paths";
import { functions, resources } from "./registry";
import { schemaFromTypes } from "./schemaFromTypes";

/** The stand-in is of the version of the npm package whose types it follows. */
const awsPackage = dirname(require.resolve("@pulumi/aws/package.json"));

// The SDK loads these only to run programs or to write packages, which a plugin does not do.
const notNeeded = [
  "typescript",
  "ts-node",
  "tsx",
  "@npmcli/arborist",
  "pnpm",
  "require-from-string",
  "execa",
];

/** The version of the plugin that the stand-in takes the place of. */
export function standInVersion(): string {
  return (JSON.parse(readFileSync(join(awsPackage, "package.json"), "utf8")) as { version: string }).version;
}

/** A hash that changes with everything the stand-in is made of: its sources, its packages, and Node's major version. */
export function standInHash(): string {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  const sources = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  for (const source of sources.sort()) {
    hash.update(source).update(readFileSync(join(__dirname, source)));
  }
  return hash.update(JSON.stringify(bundledPackages())).digest("hex").slice(0, 12);
}

/**
 * Writes what `pulumi plugin install resource aws VERSION --file FOLDER` takes: one program that needs nothing but Node.
 *
 * @throws Error when the types of @pulumi/aws are not of a known form, or a source does not build.
 */
export async function buildStandIn(folder: string): Promise<void> {
  const schema = schemaFromTypes(awsPackage, Object.keys(resources), Object.keys(functions));
  const program = join(folder, "pulumi-resource-aws");
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(__dirname, "main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: `node${process.versions.node}`,
    minify: true,
    external: notNeeded,
    banner: { js: "#!/usr/bin/env node" },
    define: { STAND_IN_SCHEMA: JSON.stringify(schema) },
    logLevel: "error",
    absWorkingDir: root,
  });
  chmodSync(program, 0o755);
}

/** Name and version of every package in the lock file: which of them are bundled, only the bundler knows. */
function bundledPackages(): [string, string | undefined][] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string }>;
  };
  return Object.entries(lock.packages)
    .filter(([path]) =>
      /^node_modules\/(@aws-sdk|@smithy|@aws|@pulumi|@grpc|google-protobuf|esbuild)(\/|$)/.test(path),
    )
    .map(([path, { version }]) => [path, version]);
}
