import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import execa from "execa";
import semver from "semver";
import { engineFolder } from "../paths";
import { say } from "../report";
import { buildEngine } from "./build";
import { downloadEngine } from "./download";

/** The oldest CLI that is used from the PATH: as old as the oldest SDK that the package takes. */
const oldest = "3.248.0";

/** A Pulumi CLI that can be run, and the environment it needs. */
export interface Engine {
  /** The one-line account of where it comes from. */
  origin: string;
  env: Record<string, string>;
  /** Its folder, if it is built from source and so has no plugin but those that were built with it. */
  built?: string;
}

/** Finds or makes the engine: on the PATH, in the cache, from the official release, from source. */
export async function resolveEngine(): Promise<Engine> {
  const engine = await choose();
  say(`engine: ${engine.origin}`);
  return engine;
}

async function choose(): Promise<Engine> {
  const installed = await execa("pulumi", ["version"], { reject: false });
  if (installed.exitCode === 0 && semver.lt(semver.coerce(installed.stdout) ?? "0.0.0", oldest)) {
    say(`pulumi ${installed.stdout} on the PATH is older than ${oldest} and is left alone`);
  } else if (installed.exitCode === 0) {
    return { origin: `pulumi ${installed.stdout} on the PATH, with its own plugins`, env: {} };
  }
  const built = engineFolder();
  if (existsSync(built)) {
    return { origin: `built from source, in the cache at ${built}`, env: builtEnv(built), built };
  }
  const official = await downloadEngine();
  if (official) {
    return { origin: `official release, in the cache at ${official}`, env: onPath(official) };
  }
  await buildEngine();
  return { origin: `built from source just now, into ${built}`, env: builtEnv(built), built };
}

function onPath(folder: string): Record<string, string> {
  return { PATH: [join(folder, "bin"), process.env.PATH].join(delimiter) };
}

/** The built engine has a home of its own for its plugins; the user's login stays the user's. */
function builtEnv(folder: string): Record<string, string> {
  return {
    ...onPath(folder),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CREDENTIALS_PATH: credentialsFolder(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** Folder in which Pulumi keeps the user's login. */
export function credentialsFolder(): string {
  return process.env.PULUMI_CREDENTIALS_PATH ?? process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
}
