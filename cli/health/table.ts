import Table from "cli-table3";
import type { Output } from "../output";
import type { Finding } from "./report";

/** The findings as a table for people. */
export function healthTable(findings: readonly Finding[], colours: Output["colours"]): string {
  const paint = { ok: colours.green, warning: colours.yellow, critical: colours.red, unknown: colours.dim };
  const drawn = new Table({
    head: ["state", "what", "detail"],
    colWidths: [10, null, 72],
    wordWrap: true,
    // Its own colours do not ask whether there is a terminal.
    style: { head: [], border: [] },
  });
  for (const { state, name, detail } of findings) {
    drawn.push([paint[state](state), name, detail]);
  }
  return drawn.toString();
}
