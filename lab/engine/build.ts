import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import semver from "semver";
import { exclusively } from "../exclusive";
import { cache, engineFolder, engineSources } from "../paths";
import { LabError, say, step } from "../report";
import { versions } from "../versions";

/** One program of the engine: the module it is built in, its package, and where it tells its version. */
interface Part {
  title: string;
  module: string;
  package: string;
  output: string;
  ldflags: string;
}

const parts: Part[] = [
  {
    title: "Pulumi CLI",
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    output: "pulumi",
    ldflags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${versions.engine}`,
  },
  {
    title: "Node.js language host",
    module: "host",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    output: "pulumi-language-nodejs-upstream",
    ldflags: `-X github.com/pulumi/pulumi/sdk/v3/nodejs/version.Version=v${versions.languageHost}`,
  },
  {
    title: "Node.js language host's options",
    module: "host",
    package: ".",
    output: "pulumi-language-nodejs",
    ldflags: "",
  },
  {
    title: "docker plugin",
    module: "plugins",
    package: "./docker",
    output: "pulumi-resource-docker",
    ldflags: `-X main.version=${versions.docker}`,
  },
  {
    title: "random plugin",
    module: "plugins",
    package: "./random",
    output: "pulumi-resource-random",
    ldflags: `-X main.version=${versions.random}`,
  },
];

// No toolchain is fetched behind the user's back, and the binaries need no C library.
const goEnv = {
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  GOFLAGS: "-mod=readonly -buildvcs=false",
  CGO_ENABLED: "0",
};

/** Builds the engine from Go modules into the per-user cache, once per version set, and returns its folder. */
export async function buildEngine(): Promise<string> {
  const ready = engineFolder();
  await exclusively(join(cache, "locks", "engine"), async () => {
    if (existsSync(ready)) {
      return;
    }
    await requireGo();
    const partial = `${ready}.partial`;
    const bin = join(partial, "bin");
    mkdirSync(bin, { recursive: true });
    for (const [index, part] of parts.entries()) {
      await buildPart(part, `building ${part.title} (${index + 1} of ${parts.length})`, bin);
    }
    await installPlugins(partial);
    renameSync(partial, ready);
  });
  return ready;
}

async function requireGo(): Promise<void> {
  const needed = readFileSync(join(engineSources, "cli", "go.mod"), "utf8").match(/^go (\S+)$/m)?.[1] ?? "";
  const advice = `install Go ${needed} or later, or the Pulumi CLI itself (https://www.pulumi.com/docs/iac/download-install/)`;
  const found = await execa("go", ["env", "GOVERSION"], { env: goEnv }).catch(() => {
    throw new LabError(`building the Pulumi engine needs Go, and no go is on the PATH; ${advice}`);
  });
  const version = semver.coerce(found.stdout.replace(/^go/, ""));
  if (!version || semver.lt(version, semver.coerce(needed) ?? needed)) {
    throw new LabError(
      `building the Pulumi engine needs Go ${needed}, and ${found.stdout} is on the PATH; ${advice}`,
    );
  }
}

/** A part that an earlier, killed build has finished is taken as it is: each appears under its name only when whole. */
async function buildPart(part: Part, title: string, bin: string): Promise<void> {
  const output = join(bin, part.output);
  if (existsSync(output)) {
    say(`${title}: there already`);
    return;
  }
  const cwd = join(engineSources, part.module);
  let total = 0;
  let built = 0;
  await step(
    title,
    async () => {
      const list = await execa("go", ["list", "-deps", part.package], { cwd, env: goEnv, reject: false });
      total = list.stdout.split("\n").length;
      const build = execa(
        "go",
        [
          "build",
          "-v",
          "-trimpath",
          "-ldflags",
          `-s -w ${part.ldflags}`,
          "-o",
          `${output}.partial`,
          part.package,
        ],
        { cwd, env: goEnv },
      );
      build.stderr?.on("data", (chunk: Buffer) => {
        built += chunk.toString().split("\n").length - 1;
      });
      await build.catch((error: execa.ExecaError) => {
        throw new LabError(`${title} failed: ${error.stderr.split("\n").slice(-15).join("\n")}`);
      });
      renameSync(`${output}.partial`, output);
    },
    () => (total > 0 ? `${built} of at most ${total} packages, ` : "fetching modules, "),
  );
}

/** Puts the plugins, each with its schema beside it, into the engine's own PULUMI_HOME. */
async function installPlugins(folder: string): Promise<void> {
  for (const plugin of ["docker", "random"] as const) {
    const name = `pulumi-resource-${plugin}`;
    const bundle = join(folder, "bundle", plugin);
    rmSync(bundle, { recursive: true, force: true });
    mkdirSync(bundle, { recursive: true });
    cpSync(join(folder, "bin", name), join(bundle, name));
    const schema = await execa(join(bundle, name), ["schema"]);
    writeFileSync(join(bundle, "schema.json"), schema.stdout);
    await execa(
      join(folder, "bin", "pulumi"),
      ["plugin", "install", "resource", plugin, versions[plugin], "--file", bundle, "--reinstall"],
      { env: { PULUMI_HOME: join(folder, "home"), PULUMI_SKIP_UPDATE_CHECK: "true" } },
    );
    // The engine must find the plugin in PULUMI_HOME, not beside itself.
    rmSync(join(folder, "bin", name));
  }
  rmSync(join(folder, "bundle"), { recursive: true });
}
