import Table from "cli-table3";
import type { Output } from "../output";
import type { Result } from "./runner";

const marks = { pass: "pass", fail: "FAIL", unchecked: "not checked" } as const;

/** The verdicts as a table for people. */
export function table(results: readonly Result[], colours: Output["colours"]): string {
  const paint = { pass: colours.green, fail: colours.red, unchecked: colours.yellow };
  const drawn = new Table({
    head: ["verdict", "check", "detail"],
    colWidths: [13, null, 62],
    wordWrap: true,
    // Its own colours do not ask whether there is a terminal.
    style: { head: [], border: [] },
  });
  for (const { status, title, detail } of results) {
    drawn.push([paint[status](marks[status]), title, detail]);
  }
  return drawn.toString();
}

/** How many there are of each verdict. */
export function countOf(results: readonly Result[]) {
  const count = (status: Result["status"]) => results.filter((result) => result.status === status).length;
  return { passed: count("pass"), failed: count("fail"), unchecked: count("unchecked") };
}
