import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The checkout. */
export const root = join(__dirname, "..", "..");

const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) {
    await step();
  }
});

/** Has `step` run when the test is over, the last one handed over first. */
export function afterwards(step: () => unknown): void {
  undo.push(step);
}

/** An empty folder that goes away with the test. */
export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "secure-redis-unit-")));
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Sets variables of the environment, or takes them away where undefined, until the test is over. */
export function setEnv(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    afterwards(() => put(name, before));
    put(name, value);
  }
}

function put(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}

/** A per-user cache of the test's own. The lab's modules read it when they load, so they are loaded anew. */
export function freshCache(): string {
  const folder = scratch();
  setEnv({ XDG_CACHE_HOME: folder });
  jest.resetModules();
  return join(folder, "secure-redis");
}

/** The lab's functions that use the cache, loaded after `freshCache`, and the error that they throw. */
export function loadLab() {
  return {
    ...(require("../../lab/engine/build") as typeof import("../../lab/engine/build")),
    ...(require("../../lab/engine/download") as typeof import("../../lab/engine/download")),
    ...(require("../../lab/engine/resolve") as typeof import("../../lab/engine/resolve")),
    ...(require("../../lab/paths") as typeof import("../../lab/paths")),
    ...(require("../../lab/report") as typeof import("../../lab/report")),
  };
}

/** Writes a shell script that can be run. */
export function script(folder: string, name: string, body: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

/** Catches what the lab says to the person, and returns a function that tells it. */
export function listen(): () => string {
  const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  afterwards(() => write.mockRestore());
  return () => write.mock.calls.map(([chunk]) => String(chunk)).join("");
}

/** Starts Node on TypeScript, with both outputs piped; it is killed at the end of the test if it still runs. */
export function startNode(args: string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: root,
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  afterwards(() => kill(child));
  return child;
}

/** Ends a child process the way a crash does, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}

/** Waits until `condition` holds. */
export async function eventually(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(`not in time: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
