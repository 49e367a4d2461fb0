import { once } from "node:events";
import { text } from "node:stream/consumers";
import { scratch, startNode } from "./support";

/** Runs the lab where it finds no tool to do anything with, should it take the command after all. */
async function lab(args: string[]) {
  const folder = scratch();
  const child = startNode(["lab/main.ts", ...args], { ...process.env, PATH: folder, XDG_CACHE_HOME: folder });
  if (!child.stdout || !child.stderr) {
    throw new Error("no pipes");
  }
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { exitCode, stdout, stderr };
}

test("what the lab does not know is refused with the usage, on stderr alone", async () => {
  const cases: [string[], string][] = [
    [["nonsense"], "there is no command nonsense"],
    [["up", "--nonsense"], "Unknown option '--nonsense'"],
    // Where a stack is, `up` has decided.
    [["rotate", "--emulator"], "Unknown option '--emulator'"],
    [["down", "dev"], "Unexpected argument 'dev'"],
  ];
  // Together, as most of the time goes into starting Node.
  const outcomes = await Promise.all(cases.map(([args]) => lab(args)));
  for (const [index, [, reason]] of cases.entries()) {
    expect(outcomes[index]).toEqual({ exitCode: 1, stdout: "", stderr: expect.stringContaining(reason) });
    const stderr = outcomes[index]?.stderr;
    expect(stderr).toMatch(/^secure-redis: /);
    expect(stderr).toContain("npm run up      [-- --stack NAME]");
    // No stack: the usage is all that a person needs.
    expect(stderr).not.toMatch(/^ {4}at /m);
  }
});
