import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { exclusively } from "../exclusive";
import { cache } from "../paths";
import { LabError, step } from "../report";
import { emulatorVersions } from "../versions";

const requirements = Object.entries(emulatorVersions).map(([name, version]) => `${name}==${version}`);

/** Whether a Python is new enough and can make virtual environments; Debian packs what that takes apart. */
const fit = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";

/** Installs MiniStack into the per-user cache, once per version, and returns the Python that has it. */
export async function resolveMiniStack(): Promise<string> {
  const folder = join(cache, `ministack-${emulatorVersions.ministack}-${process.platform}-${process.arch}`);
  const python = join(folder, "bin", "python");
  // Written last: a virtual environment holds its own path, so it cannot be made elsewhere and moved.
  const stamp = join(folder, "installed");
  const ready = () => existsSync(stamp) && existsSync(python);
  if (!ready()) {
    await exclusively(join(cache, "locks", "ministack"), async () => {
      if (ready()) {
        return;
      }
      const base = await resolvePython();
      await step(`installing the AWS emulator MiniStack ${emulatorVersions.ministack}`, async () => {
        rmSync(folder, { recursive: true, force: true });
        await run(base, ["-m", "venv", folder]);
        await run(python, ["-m", "pip", "install", "--quiet", "--no-input", ...requirements]);
        writeFileSync(stamp, requirements.join("\n"));
      });
    });
  }
  return python;
}

/** A Python that can make the environment: the user's, else the system's, which root on Debian gets completed. */
export async function resolvePython(system = "/usr/bin/python3"): Promise<string> {
  const found = await firstFit(["python3", system]);
  if (found) {
    return found;
  }
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await step("no Python with its venv module here: installing Debian's python3-venv", async () => {
      await execa("apt-get", ["update"], { env });
      await execa("apt-get", ["install", "-y", "--no-install-recommends", "python3-venv"], { env });
    });
    const installed = await firstFit([system]);
    if (installed) {
      return installed;
    }
  }
  throw new LabError(
    "the AWS emulator needs Python 3.10 or later with its venv module; install python3 (on Debian and Ubuntu python3-venv as well)",
  );
}

async function firstFit(candidates: string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if ((await execa(candidate, ["-c", fit], { reject: false })).exitCode === 0) {
      return candidate;
    }
  }
  return undefined;
}

async function run(command: string, args: string[]): Promise<void> {
  await execa(command, args).catch((error: execa.ExecaError) => {
    const reason = error.stderr.split("\n").slice(-15).join("\n");
    throw new LabError(`the AWS emulator could not be installed: ${args.slice(0, 3).join(" ")}: ${reason}`);
  });
}
