import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runCli } from "../../cli/program";
import { captured } from "./support";

let folder: string;
const { PATH } = process.env;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secure-redis-cli-"));
});

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

/** Puts a Pulumi CLI on the PATH that does this. */
function pulumi(script: string): void {
  const file = join(folder, "pulumi");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  process.env.PATH = [folder, PATH].join(delimiter);
}

async function cli(...args: string[]) {
  const { output, texts } = captured();
  return { exitCode: await runCli(args, output), ...texts };
}

test("--help shows every command, and each has a help of its own", async () => {
  const { exitCode, stdout } = await cli("--help");
  expect(exitCode).toBe(0);
  for (const command of ["verify", "env", "health", "rotate"]) {
    expect(stdout).toContain(`\n  ${command} `);
    const help = await cli(command, "--help");
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain("--stack <name>");
  }
});

test.each([
  ["verify", 2],
  ["health", 3],
  ["env", 1],
  ["rotate", 1],
])("%s that cannot do its work ends with %d and one line", async (command, code) => {
  pulumi("echo 'error: no stack named dev found' >&2; exit 255");
  expect(await cli(command, "--stack", "dev")).toEqual({
    exitCode: code,
    stdout: "",
    stderr: "secure-redis: pulumi stack export: no stack named dev found\n",
  });
  expect((await cli(command, "--nonsense")).exitCode).toBe(code);
});

test("where an error comes from is shown when asked", async () => {
  pulumi("exit 255");
  expect((await cli("env", "--verbose")).stderr).toMatch(/CliError: pulumi stack export.*\n +at /s);
});

test("a state that is no state is told without a stack", async () => {
  pulumi("echo '{}'");
  const { stderr } = await cli("env");
  expect(stderr).toBe("secure-redis: the stack's state is not one that this version knows\n");
});

test("without the Pulumi CLI the line says what is missing", async () => {
  process.env.PATH = folder;
  expect((await cli("env")).stderr).toBe("secure-redis: there is no command pulumi on the PATH\n");
});

test("the stack and no question are what the Pulumi CLI gets", async () => {
  pulumi('echo "$@" >&2; exit 1');
  expect((await cli("env", "--stack", "org/dev")).stderr).toContain(
    "stack export --show-secrets --non-interactive --stack org/dev",
  );
});
