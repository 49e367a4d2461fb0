import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { withEmulator } from "../emulator/shared";
import { root } from "../paths";
import { elapsed, say } from "../report";
import { testEnv } from "../session";

/** Tests that run together. */
interface TestSet {
  projects: string[];
  emulated: boolean;
}

/** The sets of tests, quickest first. A set runs even if one before it failed, so that one run shows everything. */
const sets: TestSet[] = [
  { projects: ["unit", "cli"], emulated: false },
  { projects: ["lab"], emulated: false },
  { projects: ["client", "integration"], emulated: true },
];

/** Formatting, linting and types, then every test, with the real engine, Docker and an emulated AWS; ends on a line that counts. */
export async function test(patterns: string[]): Promise<number> {
  const begin = Date.now();
  const env = await testEnv();
  say(`ready to test after ${elapsed(begin)}`);

  const checked = await show("npm", ["run", "--silent", "check"], env);
  let passed = 0;
  let failed = checked === 0 ? 0 : 1;
  let skipped = 0;
  for (const set of sets) {
    const counts = set.emulated
      ? await withEmulator((emulator) => runSet(set, patterns, { ...env, ...emulator }))
      : await runSet(set, patterns, env);
    passed += counts.passed;
    failed += counts.failed;
    skipped += counts.skipped;
  }
  say(`npm test took ${elapsed(begin)}`);
  process.stdout.write(
    `tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
  );
  return failed === 0 && passed > 0 ? 0 : 1;
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Runs one set. A file that cannot even be loaded, or a run that dies, counts as a failure. */
async function runSet(
  { projects }: TestSet,
  patterns: string[],
  env: Record<string, string>,
): Promise<Counts> {
  const begin = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "secure-redis-results-"));
  const file = join(folder, "results.json");
  try {
    // Node itself and not npx, which would leave it running when this command is ended by a signal.
    const exitCode = await show(
      process.execPath,
      [
        require.resolve("jest/bin/jest"),
        "--selectProjects",
        ...projects,
        "--passWithNoTests",
        "--maxWorkers",
        "4",
        "--json",
        "--outputFile",
        file,
        ...patterns,
      ],
      env,
    );
    say(`${projects.join(" and ")} tests took ${elapsed(begin)}`);
    if (!existsSync(file)) {
      return { passed: 0, failed: 1, skipped: 0 };
    }
    const results = JSON.parse(readFileSync(file, "utf8"));
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    return {
      passed: results.numPassedTests,
      failed: failed === 0 && exitCode !== 0 ? 1 : failed,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a command with its report on stderr: stdout is for the closing line. */
async function show(command: string, args: string[], env: Record<string, string>): Promise<number> {
  const child = await execa(command, args, { cwd: root, env, stdio: ["ignore", 2, 2], reject: false });
  return child.exitCode ?? 1;
}
