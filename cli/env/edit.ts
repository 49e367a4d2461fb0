import { parse } from "dotenv";
import { CliError } from "../failure";

/**
 * The text of an env file with these variables set: a line that sets one is replaced where it stands, what is missing
 * comes at the end, and every other line stays as it is. Throws `CliError` when that would change another variable,
 * as where a quoted value goes over several lines and one of them looks like these.
 */
export function setVariables(text: string, variables: Record<string, string>): string {
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const missing = new Map(Object.entries(variables));
  const lines = text.split(/(?<=\n)/).flatMap((line) => {
    const [, prefix = "", key = ""] = /^(\s*(?:export\s+)?)([A-Z_]+)\s*[=:]/.exec(line) ?? [];
    const value = variables[key];
    if (value === undefined) {
      return [line];
    }
    // A second line of the same name would win over the first.
    return missing.delete(key) ? [`${prefix}${key}=${quoted(value)}${/\r?\n$/.exec(line)?.[0] ?? ""}`] : [];
  });
  const added = [...missing].map(([key, value]) => `${key}=${quoted(value)}${ending}`);
  const kept = lines.join("");
  const separator = kept === "" || kept.endsWith("\n") || added.length === 0 ? "" : ending;
  return proven(text, variables, `${kept}${separator}${added.join("")}`);
}

function quoted(value: string): string {
  if (/^[\w.:/@%*+,-]*$/.test(value)) {
    return value;
  }
  if (/['\r\n]/.test(value)) {
    throw new CliError("a value has a quote or a line break, which an env file cannot hold");
  }
  return `'${value}'`;
}

/** The new text, when it means what the old one does with these variables changed, and nothing else. */
function proven(before: string, variables: Record<string, string>, after: string): string {
  const wanted = JSON.stringify(sorted({ ...parse(before), ...variables }));
  if (JSON.stringify(sorted(parse(after))) !== wanted) {
    throw new CliError(
      "the file cannot be changed without changing other variables; take the REDIS_ lines out of its quoted values",
    );
  }
  return after;
}

function sorted(values: Record<string, string>): [string, string][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
