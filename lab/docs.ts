import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPresetTable } from "../tests/support/presetTable";
import { root } from "./paths";

/** Writes the generated parts of the documents anew. */
const file = join(root, "docs", "users.md");
writeFileSync(file, withPresetTable(readFileSync(file, "utf8")));
