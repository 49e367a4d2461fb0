import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { exclusively } from "./exclusive";
import { cache } from "./paths";
import { LabError, say, step } from "./report";

/** Seconds that a starting dockerd gets. */
const startPatience = 60;

/**
 * Makes sure that a Docker daemon answers and returns the environment that points at it. A daemon that is there
 * is used as it is; only root on a machine with apt and without one gets Debian's docker.io.
 */
export async function resolveDocker(): Promise<Record<string, string>> {
  if (await answers()) {
    return endpoint();
  }
  if (process.env.DOCKER_HOST) {
    throw new LabError(
      `no Docker answers at DOCKER_HOST=${process.env.DOCKER_HOST}; start it, or unset DOCKER_HOST`,
    );
  }
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new LabError(
      "no Docker daemon answers; start it (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST at one",
    );
  }
  await exclusively(join(cache, "locks", "docker"), async () => {
    if (!(await answers())) {
      await install();
      await start();
    }
  });
  return endpoint();
}

async function answers(): Promise<boolean> {
  const version = execa("docker", ["version", "--format", "{{.Server.Version}}"], { reject: false });
  // Not execa's own timeout: where there is no docker command, that keeps this process alive until it is over.
  const timer = setTimeout(() => version.kill(), 10_000);
  const { exitCode } = await version;
  clearTimeout(timer);
  return exitCode === 0;
}

/** The daemon that the docker command talks to, which may come from a context: the plugin does not read those. */
async function endpoint(): Promise<Record<string, string>> {
  const context = await execa("docker", ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], {
    reject: false,
  });
  return context.exitCode === 0 && context.stdout ? { DOCKER_HOST: context.stdout } : {};
}

async function install(): Promise<void> {
  if (existsSync("/usr/sbin/dockerd") || existsSync("/usr/bin/dockerd")) {
    return;
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await step("no Docker daemon here: installing Debian's docker.io", async () => {
    await execa("apt-get", ["update"], { env });
    await execa("apt-get", ["install", "-y", "--no-install-recommends", "docker.io", "iptables"], { env });
  });
}

async function start(): Promise<void> {
  if (await answers()) {
    return;
  }
  forgetDeadDaemon();
  const folder = join(cache, "dockerd");
  mkdirSync(folder, { recursive: true });
  const log = join(folder, "dockerd.log");
  await step(`starting dockerd (its log: ${log}); it stays up for the next run`, async () => {
    const output = openSync(log, "a");
    // Its own pid file: one left by a daemon that was killed may name a process that lives again as another.
    const pidFile = join(folder, `dockerd-${process.pid}.pid`);
    const daemon = spawn("dockerd", ["--pidfile", pidFile], {
      detached: true,
      stdio: ["ignore", output, output],
    });
    let exited: string | undefined;
    daemon.on("error", (error) => {
      exited = error.message;
    });
    daemon.on("exit", (code) => {
      exited = `exit code ${code}`;
    });
    daemon.unref();
    for (let second = 0; !(await answers()); second++) {
      if (exited !== undefined || second >= startPatience) {
        throw new LabError(`dockerd did not start (${exited ?? `${startPatience} s`}); its log is ${log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  });
  say("docker: Debian's dockerd, started here");
}

/**
 * dockerd refuses to start while its pid file names a living process. After a daemon was killed that number may be
 * another program's by now; a living dockerd that does not answer is left alone: two would break each other.
 */
function forgetDeadDaemon(): void {
  const pidFile = "/var/run/docker.pid";
  if (!existsSync(pidFile)) {
    return;
  }
  const pid = readFileSync(pidFile, "utf8").trim();
  const program = `/proc/${pid}/comm`;
  if (existsSync(program) && readFileSync(program, "utf8").trim() === "dockerd") {
    throw new LabError(
      `dockerd runs (process ${pid}) and does not answer; look at its log, or end it and try again`,
    );
  }
  rmSync(pidFile);
}
