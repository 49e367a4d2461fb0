import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { writeEnvFile } from "../../../cli/env/write";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secure-redis-env-"));
  file = join(folder, ".env");
});

afterEach(() => rmSync(folder, { recursive: true }));

const mode = (path: string) => statSync(path).mode & 0o777;
const git = (...args: string[]) => execa("git", args, { cwd: folder });

test("a new file is for its owner alone", async () => {
  expect(await writeEnvFile(file, { REDIS_TLS: "true" })).toBe("outside");
  expect(readFileSync(file, "utf8")).toBe("REDIS_TLS=true\n");
  expect(mode(file)).toBe(0o600);
  expect(readdirSync(folder)).toEqual([".env"]);
});

test("an existing file keeps its other lines and loses its readers", async () => {
  writeFileSync(file, "A=1\nREDIS_TLS=false\n", { mode: 0o644 });
  await writeEnvFile(file, { REDIS_TLS: "true" });
  expect(readFileSync(file, "utf8")).toBe("A=1\nREDIS_TLS=true\n");
  expect(mode(file)).toBe(0o600);
});

test("a symbolic link stays one", async () => {
  mkdirSync(join(folder, "elsewhere"));
  const target = join(folder, "elsewhere", "env");
  writeFileSync(target, "A=1\n");
  symlinkSync(target, file);
  await writeEnvFile(file, { REDIS_TLS: "true" });
  expect(readFileSync(target, "utf8")).toBe("A=1\nREDIS_TLS=true\n");
});

test("what git tracks is refused and stays as it is, by a link as well", async () => {
  await git("init", "--quiet");
  writeFileSync(file, "A=1\n");
  await git("add", ".env");
  symlinkSync(file, join(folder, "link"));
  for (const path of [file, join(folder, "link")]) {
    await expect(writeEnvFile(path, { REDIS_TLS: "true" })).rejects.toThrow("tracked by git");
  }
  expect(readFileSync(file, "utf8")).toBe("A=1\n");
});

test("what git ignores, and what it would add, is told", async () => {
  await git("init", "--quiet");
  expect(await writeEnvFile(file, { REDIS_TLS: "true" })).toBe("exposed");
  writeFileSync(join(folder, ".gitignore"), ".env\n");
  expect(await writeEnvFile(file, { REDIS_TLS: "true" })).toBe("ignored");
});

test("a file whose name begins as an option of git does is a file", async () => {
  await git("init", "--quiet");
  const odd = join(folder, "--cached");
  writeFileSync(odd, "");
  await git("add", "--", "--cached");
  await expect(writeEnvFile(odd, { REDIS_TLS: "true" })).rejects.toThrow("tracked by git");
});

test("where git cannot tell, nothing is written", async () => {
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git", "HEAD"), "nonsense");
  const nested = { GIT_CEILING_DIRECTORIES: folder };
  Object.assign(process.env, nested);
  try {
    await expect(writeEnvFile(file, { REDIS_TLS: "true" })).rejects.toThrow("git cannot tell");
  } finally {
    delete process.env.GIT_CEILING_DIRECTORIES;
  }
  expect(existsSync(file)).toBe(false);
});

test.each([
  ["a folder that is missing", () => join(folder, "none", ".env"), "does not exist"],
  ["a folder in its place", () => folder, "is no file"],
  ["a device", () => "/dev/null", "is no file"],
])("%s is refused", async (_, path, message) => {
  await expect(writeEnvFile(path(), { REDIS_TLS: "true" })).rejects.toThrow(message);
});

test("a link that leads nowhere is refused", async () => {
  symlinkSync(join(folder, "none"), file);
  await expect(writeEnvFile(file, { REDIS_TLS: "true" })).rejects.toThrow("leads nowhere");
});

test("a folder that cannot be written is told, and nothing is left", async () => {
  // Root writes wherever it likes, but for what the kernel shows.
  const readOnly = process.getuid?.() === 0 ? "/sys" : folder;
  chmodSync(folder, 0o500);
  await expect(writeEnvFile(join(readOnly, ".env"), { REDIS_TLS: "true" })).rejects.toThrow(
    `${readOnly} is not writable`,
  );
  chmodSync(folder, 0o700);
  expect(readdirSync(readOnly).filter((name) => name.startsWith(".env"))).toEqual([]);
});
