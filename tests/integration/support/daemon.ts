import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { eventually, run } from "./shell";
import { image } from "./stack";

/**
 * A Docker daemon of the test's own, which it may stop in the middle of things. Namespaces keep its bridges, rules
 * and processes from the machine's own daemon, so what it publishes is reached through `docker exec` alone. It needs
 * root.
 */
export class Daemon {
  private readonly folder = mkdtempSync(join(tmpdir(), "secure-redis-dockerd-"));
  private process?: ChildProcess;
  readonly env = { DOCKER_HOST: `unix://${join(this.folder, "docker.sock")}` };

  async start(): Promise<void> {
    // Their numbers are of processes in namespaces that are gone, and mean others in the new ones.
    for (const stale of ["dockerd.pid", "exec"]) {
      rmSync(join(this.folder, stale), { recursive: true, force: true });
    }
    const log = openSync(join(this.folder, "dockerd.log"), "a");
    const script = `ip link set lo up && exec dockerd "$@"`;
    this.process = spawn(
      "unshare",
      [
        ...["--net", "--mount", "--pid", "--fork", "--mount-proc", "sh", "-c", script, "sh"],
        ...["--host", this.env.DOCKER_HOST],
        ...["--data-root", join(this.folder, "data"), "--exec-root", join(this.folder, "exec")],
        ...["--pidfile", join(this.folder, "dockerd.pid"), "--bridge", "none"],
      ],
      { stdio: ["ignore", log, log] },
    );
    await eventually(
      "the test's dockerd answers",
      async () => (await this.docker("version")).exitCode === 0,
      60,
    );
  }

  /** Starts the daemon again if it was ever started and is down. */
  async restart(): Promise<void> {
    if (this.process && this.ended(this.process)) {
      await this.start();
    }
  }

  private ended(process: ChildProcess): boolean {
    return process.exitCode !== null || process.signalCode !== null;
  }

  /** Ends the daemon, and with it every process in its namespaces, and waits until it is gone. */
  async stop(): Promise<void> {
    const { process } = this;
    if (!process || this.ended(process)) {
      return;
    }
    const gone = new Promise((resolve) => process.once("exit", resolve));
    // unshare waits for its child, the daemon, which alone heeds the signal.
    const child = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim();
    globalThis.process.kill(Number(child), "SIGTERM");
    await gone;
  }

  /** Gives the daemon the image under test, from the machine's own daemon. */
  async loadImage(): Promise<void> {
    const archive = join(this.folder, "image.tar");
    await execa("docker", ["save", "--output", archive, image()]);
    await execa("docker", ["load", "--input", archive], { env: this.env });
    rmSync(archive);
  }

  docker(...args: string[]) {
    return run("docker", args, { env: this.env });
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `test`, where this process may start a daemon; elsewhere a skipped test, which the closing line counts as such. */
export const testWithDaemon = process.getuid?.() === 0 ? test : test.skip;
