import { spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { resolveDocker } from "../docker";
import { freePort } from "../freePort";
import { resolveImage } from "../image";
import { LabError, say, step } from "../report";
import { serverEnv } from "./environment";
import { resolveMiniStack } from "./install";
import { createNetwork } from "./nodes";
import { identity } from "./processes";
import { type Emulator, type RunningEmulator, readRecord, writeRecord } from "./record";
import { stopEmulator } from "./stop";

/** Seconds that a starting emulator gets. */
const startPatience = 60;

/**
 * Starts an emulator that keeps what it needs in `folder`. An `owned` one ends with this process, however that ends;
 * the other outlives it. A folder with the record of another is refused. What an interrupted start leaves, `stopEmulator` removes by the record in the folder.
 */
export async function startEmulator(folder: string, { owned }: { owned: boolean }): Promise<RunningEmulator> {
  if (!existsSync("/proc/self/stat")) {
    throw new LabError("the AWS emulator runs on Linux only");
  }
  if (readRecord(folder)) {
    throw new LabError(`there is an emulator in ${folder} already`);
  }
  const docker = await resolveDocker();
  const image = await resolveImage();
  const python = await resolveMiniStack();
  mkdirSync(join(folder, "tmp"), { recursive: true, mode: 0o700 });
  const name = `secure-redis-aws-${randomBytes(6).toString("hex")}`;
  const port = await freePort();
  const emulator: Emulator = {
    ...{ name, folder, port, endpoint: `http://127.0.0.1:${port}`, network: name },
    account: randomAccount(),
    owner: owned ? identity(process.pid) : undefined,
  };
  // Before anything that would have to be removed.
  writeRecord(emulator);
  return step("starting the AWS emulator", async () => {
    try {
      await createNetwork(emulator.network);
      emulator.pid = launch(python, image, emulator, { ...process.env, ...docker });
      writeRecord(emulator);
      const running = { ...emulator, pid: emulator.pid, caCertificate: await answer(emulator) };
      writeRecord(running);
      return running;
    } catch (error) {
      await stopEmulator(emulator);
      throw error;
    }
  });
}

/** A number of 12 digits, to be an AWS account of its own on the emulator. */
export function randomAccount(): string {
  return `${randomInt(100_000, 1_000_000)}${randomInt(100_000, 1_000_000)}`;
}

function launch(python: string, image: string, emulator: Emulator, user: NodeJS.ProcessEnv): number {
  const log = openSync(logOf(emulator), "a", 0o600);
  const child = spawn(python, [join(__dirname, "serve.py"), emulator.name, image], {
    cwd: emulator.folder,
    // Away from the terminal, whose Ctrl-C would end it before the commands that use it.
    detached: true,
    env: serverEnv(emulator, user),
    stdio: [emulator.owner ? "pipe" : "ignore", log, log],
  });
  closeSync(log);
  child.once("error", ({ message }) => say(`emulator: ${message}`));
  child.unref();
  (child.stdin as Socket | null)?.unref();
  if (child.pid === undefined) {
    throw new LabError(`the AWS emulator cannot be started: ${python}`);
  }
  return child.pid;
}

/** Waits until the emulator answers; returns the authority that signs its nodes' certificates, as PEM. */
async function answer({ endpoint, pid, ...emulator }: Emulator): Promise<string> {
  for (const deadline = Date.now() + startPatience * 1_000; ; ) {
    const health = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    const { edition } = ((await health?.json()) ?? {}) as { edition?: string };
    if (edition === emulator.name) {
      return (await fetch(`${endpoint}/_ministack/elasticache/ca.pem`)).text();
    }
    const gone = pid === undefined || identity(pid) === undefined;
    if (gone || Date.now() > deadline) {
      const reason = gone ? "it ended" : `no answer in ${startPatience} s`;
      const tail = readFileSync(logOf(emulator), "utf8").trimEnd().split("\n").slice(-15).join("\n");
      throw new LabError(`the AWS emulator did not start (${reason}):\n${tail}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function logOf({ folder }: Pick<Emulator, "folder">): string {
  return join(folder, "emulator.log");
}
