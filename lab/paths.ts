import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { versions } from "./versions";

/** The checkout. */
export const root = join(__dirname, "..");

/** State and passphrase of stacks without a backend of the user's own; ignored by git. */
export const localFolder = join(root, ".pulumi-local");

/** The per-user cache. */
export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "secure-redis");

/** Where the Go sources of the engine's parts lie. */
export const engineSources = join(root, "lab", "engine");

/** Folder of the built engine: its name changes with every version and every source it is built from. */
export function engineFolder(): string {
  const hash = createHash("sha256").update(JSON.stringify(versions));
  const files = readdirSync(engineSources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(go|mod|sum)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash.update(file.slice(engineSources.length)).update(readFileSync(file));
  }
  return join(
    cache,
    `engine-${versions.engine}-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 12)}`,
  );
}
