import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readRecord, writeRecord } from "../../../lab/emulator/record";
import { scratch } from "../support";

test("a record is its owner's alone, and says what was written last", () => {
  const folder = scratch();
  expect(readRecord(folder)).toBeUndefined();
  const emulator = { name: "one", folder, port: 1, endpoint: "http://a", network: "one", account: "1" };
  writeRecord(emulator);
  writeRecord({ ...emulator, pid: 7 });
  expect(readRecord(folder)).toEqual({ ...emulator, pid: 7 });
  expect(readdirSync(folder)).toEqual(["emulator.json"]);
  expect(statSync(join(folder, "emulator.json")).mode & 0o777).toBe(0o600);
});
