import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { emulatorVersions } from "../../../lab/versions";
import { freshCache, listen, scratch, script, setEnv } from "../support";

const load = () => require("../../../lab/emulator/install") as typeof import("../../../lab/emulator/install");

let bin: string;

beforeEach(() => {
  freshCache();
  bin = scratch();
  setEnv({ PATH: `${bin}:/usr/bin:/bin` });
  listen();
});

/** A Python that makes environments whose own Python does `pip` for an installation; returns the log of both. */
function fakePython(pip: string): string {
  const log = join(bin, "log");
  const inner = `#!/bin/sh\\necho "$*" >> ${log}\\n${pip}\\n`;
  script(
    bin,
    "python3",
    `[ "$1" = -c ] && exit 0\necho "$*" >> ${log}\nmkdir -p "$3/bin"\nprintf '${inner}' > "$3/bin/python"\nchmod +x "$3/bin/python"`,
  );
  return log;
}

test("MiniStack is installed once, in the version that is named", async () => {
  const log = fakePython("exit 0");
  const python = await load().resolveMiniStack();
  expect(existsSync(python)).toBe(true);
  expect(await load().resolveMiniStack()).toBe(python);
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/^-m venv .*ministack-/),
    expect.stringContaining(`ministack==${emulatorVersions.ministack}`),
  ]);
});

test("an installation that failed is told with its reason, and is made anew", async () => {
  fakePython("echo no such version >&2; exit 1");
  await expect(load().resolveMiniStack()).rejects.toThrow(/could not be installed: .*no such version/s);
  const log = fakePython("exit 0");
  rmSync(log);
  await load().resolveMiniStack();
  expect(readFileSync(log, "utf8")).toContain("-m venv");
});

test("one whose Python is gone is made anew", async () => {
  const log = fakePython("exit 0");
  const python = await load().resolveMiniStack();
  rmSync(python);
  rmSync(log);
  expect(await load().resolveMiniStack()).toBe(python);
  expect(readFileSync(log, "utf8")).toContain("-m venv");
});

test("somebody without a Python that fits, who cannot install one, is told what to install", async () => {
  // Too old, or without the module: either way the question has no for an answer.
  script(bin, "python3", "exit 1");
  const getuid = jest.spyOn(process, "getuid").mockReturnValue(1000);
  const error = await load()
    .resolvePython(join(bin, "nothing"))
    .catch((reason: Error) => reason);
  getuid.mockRestore();
  expect(String(error)).toMatch(/Python 3.10 or later.*python3-venv/);
});
