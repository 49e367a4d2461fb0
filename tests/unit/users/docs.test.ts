import { readFileSync } from "node:fs";
import { join } from "node:path";
import { presetCommands } from "../../support/presetCommands";
import { commandName, presetTable, withPresetTable } from "../../support/presetTable";

const document = readFileSync(join(__dirname, "..", "..", "..", "docs", "users.md"), "utf8");

test("docs/users.md shows the table as it is; if not: node --import tsx lab/docs.ts", () => {
  expect(document).toBe(withPresetTable(document));
  expect(document).toContain(presetTable());
});

test("a command's name is what stands in capitals at its beginning", () => {
  expect(commandName("PING")).toBe("PING");
  expect(commandName("CLIENT ID")).toBe("CLIENT ID");
  expect(commandName("REPLICAOF no one")).toBe("REPLICAOF");
  expect(commandName("EVAL_RO return 0")).toBe("EVAL_RO");
});

test("no command stands in the table twice", () => {
  const names = presetCommands.flatMap(({ commands }) => commands.map(commandName));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("a document without a place for the table is refused", () => {
  expect(() => withPresetTable("# Users\n")).toThrow("the document lacks the lines");
});
