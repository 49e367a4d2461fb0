import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { versions } from "../../lab/versions";
import {
  afterwards,
  eventually,
  freshCache,
  kill,
  listen,
  loadLab,
  root,
  scratch,
  script,
  setEnv,
  startNode,
} from "./support";

const needed = /^go (\S+)$/m.exec(readFileSync(join(root, "lab", "engine", "cli", "go.mod"), "utf8"))?.[1];

/**
 * A go that is new enough, writes every call's package into `calls`, and makes of each package a script that
 * answers what the build asks of it; `before` runs first in each build, with `$out` as the file to write.
 */
function fakeGo(folder: string, calls: string, before = ""): void {
  script(
    folder,
    "go",
    `case $1 in
env) echo go${needed}; exit ;;
list) printf 'a\\nb\\n'; exit ;;
esac
for last; do [ "$previous" = -o ] && out=$last; previous=$last; done
echo "$last" >> '${calls}'
${before}
printf '#!/bin/sh\\n# whole\\necho "$PULUMI_HOME $*" >> %s\\necho "{}"\\n' '${calls}.run' > "$out"
chmod +x "$out"`,
  );
}

function lines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
}

let cache: string;
let bin: string;
let calls: string;
let said: () => string;

beforeEach(() => {
  cache = freshCache();
  bin = scratch();
  calls = join(scratch(), "calls");
  said = listen();
});

/** The error of a build that must not get as far as building. */
async function refusal(): Promise<string> {
  const { buildEngine, engineFolder, LabError } = loadLab();
  const error = await buildEngine().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LabError);
  expect(existsSync(engineFolder())).toBe(false);
  expect(existsSync(`${engineFolder()}.partial`)).toBe(false);
  return String(error);
}

test("without go the error names Go, the version that is needed and what to do", async () => {
  setEnv({ PATH: bin });
  const message = await refusal();
  expect(message).toContain("no go is on the PATH");
  expect(message).toContain(`install Go ${needed} or later`);
  expect(message).toContain("https://www.pulumi.com/docs/iac/download-install/");
});

test.each(["go1.9", "go1.22.4", "devel", ""])(
  "a go that calls itself %j is refused in the same way",
  async (own) => {
    script(bin, "go", `[ "$1" = env ] || echo "$*" >> '${calls}'\necho '${own}'`);
    setEnv({ PATH: bin });
    const message = await refusal();
    expect(message).toContain(`needs Go ${needed}`);
    expect(message).toContain(`${own} is on the PATH`);
    expect(message).toContain(`install Go ${needed} or later`);
    expect(lines(calls)).toEqual([]);
  },
);

test("a build that fails shows the compiler's last lines, leaves no engine and frees the lock", async () => {
  fakeGo(bin, calls, "echo the compiler says no >&2; exit 1");
  setEnv({ PATH: `${bin}:${process.env.PATH}` });
  const { buildEngine, engineFolder, LabError } = loadLab();

  const error = await buildEngine().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LabError);
  expect(String(error)).toContain("the compiler says no");
  expect(existsSync(engineFolder())).toBe(false);
  expect(existsSync(join(cache, "locks", "engine.lock"))).toBe(false);
});

test("a killed build is no engine; the next one keeps what is whole and makes the half-written part anew", async () => {
  const pid = join(scratch(), "pid");
  // The second part gets stuck half-written.
  const stuck = `if [ $(wc -l < '${calls}') = 2 ]; then
  printf half > "$out"; chmod +x "$out"; echo $$ > '${pid}.new'; mv '${pid}.new' '${pid}'; exec sleep 60
fi`;
  fakeGo(bin, calls, stuck);
  setEnv({ PATH: `${bin}:${process.env.PATH}` });
  const { buildEngine, engineFolder } = loadLab();

  const killed = startNode(["-e", 'require("./lab/engine/build").buildEngine()']);
  afterwards(() => existsSync(pid) && process.kill(Number(readFileSync(pid, "utf8")), "SIGKILL"));
  await eventually("the second part is half-written", () => existsSync(pid));
  await kill(killed);

  expect(existsSync(engineFolder())).toBe(false);
  const parts = lines(calls);
  expect(parts).toHaveLength(2);
  // Nobody has touched the dead process's lock for longer than a living one would leave it.
  const past = Date.now() / 1000 - 60;
  utimesSync(join(cache, "locks", "engine.lock"), past, past);

  writeFileSync(calls, "");
  fakeGo(bin, calls);
  const folder = await buildEngine();

  expect(folder).toBe(engineFolder());
  expect(lines(calls)).toEqual([parts[1], ".", "./docker", "./random"]);
  expect(said()).toContain("building Pulumi CLI (1 of 5): there already");
  for (const program of ["pulumi", "pulumi-language-nodejs"]) {
    expect(readFileSync(join(folder, "bin", program), "utf8")).toContain("# whole");
  }
  expect(existsSync(`${folder}.partial`)).toBe(false);
});

test("the plugins go into the engine's own home, not beside its CLI, and a second call builds nothing", async () => {
  fakeGo(bin, calls);
  setEnv({ PATH: `${bin}:${process.env.PATH}` });
  const { buildEngine } = loadLab();
  const folder = await buildEngine();

  const home = join(`${folder}.partial`, "home");
  const installs = lines(`${calls}.run`).filter((line) => line.includes("plugin install"));
  expect(installs).toHaveLength(2);
  expect(installs[0]).toContain(`${home} plugin install resource docker ${versions.docker} `);
  expect(installs[1]).toContain(`${home} plugin install resource random ${versions.random} `);
  expect(existsSync(join(folder, "bin", "pulumi-resource-docker"))).toBe(false);
  expect(existsSync(join(folder, "bin", "pulumi-resource-random"))).toBe(false);
  expect(existsSync(join(folder, "bundle"))).toBe(false);

  expect(lines(calls)).toHaveLength(5);
  expect(await buildEngine()).toBe(folder);
  expect(lines(calls)).toHaveLength(5);
});

test("an engine that is there needs no go", async () => {
  setEnv({ PATH: bin });
  const { buildEngine, engineFolder } = loadLab();
  mkdirSync(engineFolder(), { recursive: true });
  expect(await buildEngine()).toBe(engineFolder());
});
