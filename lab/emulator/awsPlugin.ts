import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import type { Engine } from "../engine/resolve";
import { exclusively } from "../exclusive";
import { cache } from "../paths";
import { step } from "../report";

/**
 * The environment in which the engine has an aws plugin for the emulator. An engine built from source gets a home with
 * the lab's stand-in beside its other plugins; any other fetches the official plugin itself.
 */
export async function awsPluginEnv({ built }: Engine): Promise<Record<string, string>> {
  return built === undefined ? {} : { PULUMI_HOME: await standInHome(built) };
}

async function standInHome(engine: string): Promise<string> {
  // Loaded here, as it brings the AWS SDK along.
  const { buildStandIn, standInHash, standInVersion } =
    require("../aws/build") as typeof import("../aws/build");
  const version = standInVersion();
  const home = join(engine, `home-aws-${version}-${standInHash()}`);
  if (!existsSync(home)) {
    await exclusively(join(cache, "locks", "aws-plugin"), async () => {
      if (!existsSync(home)) {
        await step("building the stand-in for the aws plugin", () =>
          make(home, engine, version, buildStandIn),
        );
      }
    });
  }
  return home;
}

async function make(
  home: string,
  engine: string,
  version: string,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  const partial = `${home}.partial`;
  rmSync(partial, { recursive: true, force: true });
  linkFiles(join(engine, "home", "plugins"), join(partial, "plugins"));
  const bundle = join(partial, "bundle");
  mkdirSync(bundle);
  await build(bundle);
  await execa(
    join(engine, "bin", "pulumi"),
    ["plugin", "install", "resource", "aws", version, "--file", bundle, "--reinstall"],
    {
      env: {
        PATH: `${join(engine, "bin")}:${process.env.PATH}`,
        PULUMI_HOME: partial,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    },
  );
  rmSync(bundle, { recursive: true });
  renameSync(partial, home);
}

/** The same files under another folder; a link to the folder itself is not a plugin to the engine. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      linkFiles(source, target);
    } else {
      linkSync(source, target);
    }
  }
}
