import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "dotenv";
import { cli, verify } from "./support/cli";
import { withUsers } from "./support/faults";
import { Stack } from "./support/stack";
import { programWithUsers, usersOf } from "./support/users";

jest.setTimeout(600_000);

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.create({}, {}, programWithUsers);
  stack.users = {
    report: { preset: "readonly", keys: ["app:*"] },
    app: { preset: "readwrite", keys: ["app:*"], channels: ["news:*"] },
    watch: { preset: "monitor" },
  };
  stack.configure({});
  await stack.up();
});

afterAll(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

test("every user holds, and the probe key is where the one who writes may write", async () => {
  const { exitCode, report } = await verify(stack);
  expect(report.checks.filter(({ status }) => status !== "pass")).toEqual([]);
  expect(exitCode).toBe(0);
  const detail = (id: string) => report.checks.find((check) => check.id === id)?.detail;
  expect(detail("right-password")).toBe("PONG for app, report, watch");
  expect(detail("data")).toBe("as app");
  expect(detail("commands")).toMatch(/^\d+ refused for app, report, watch, ops$/);
});

/** Users with more than the stack gave them. */
const faults: [what: string, edit: (file: string) => string, line: string, detail: RegExp][] = [
  [
    "who reads and may write",
    (file) => file.replace(/^(user report .*)$/m, "$1 +set"),
    "commands",
    /^report may run SET$/,
  ],
  [
    "who reaches every key",
    (file) => file.replace(/^(user report .*)$/m, "$1 allkeys"),
    "commands",
    /^report may run GET secure-redis-verify:none$/,
  ],
  [
    "called default, who is off",
    (file) => file.replace(/^user default off/m, `user default on #${"0".repeat(64)} ~* +@all`),
    "users",
    /^default is let in/,
  ],
  [
    "who needs no password",
    (file) => file.replace(/^(user app on) #\w+/m, "$1 nopass"),
    "wrong-password",
    /^app gets in with any password$/,
  ],
];

test.each(faults)("a user %s", async (_, edit, line, detail) => {
  const { failures } = await withUsers(stack, edit, () => verify(stack));
  expect(failures).toEqual({ [line]: expect.stringMatching(detail) });
});

test("env writes the user that is asked for, health asks as the one who may", async () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-redis-cli-"));
  const file = join(folder, ".env");
  expect(await cli(stack, "env", ["--out", file, "--user", "watch"])).toMatchObject({ exitCode: 0 });
  const { watch } = await usersOf(stack);
  expect(parse(readFileSync(file))).toMatchObject({ REDIS_USERNAME: "watch", REDIS_URL: watch?.url });
  rmSync(folder, { recursive: true });
  const { exitCode, output } = await cli(stack, "health");
  expect(output).toMatch(/asked as watch: ok$/);
  expect(exitCode).toBe(0);
});
