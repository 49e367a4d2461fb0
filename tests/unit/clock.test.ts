import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { now } from "../../components/clock";

const variable = "SECURE_REDIS_NOW";

afterEach(() => {
  delete process.env[variable];
});

test.each([
  ["2026-03-01T12:00:00Z", Date.UTC(2026, 2, 1, 12)],
  ["2026-03-01T12:00:00.123Z", Date.UTC(2026, 2, 1, 12, 0, 0, 123)],
  ["2026-03-01T12:00:00+02:00", Date.UTC(2026, 2, 1, 10)],
  ["2026-03-01", Date.UTC(2026, 2, 1)],
])(`${variable} of %s is the time`, (text, time) => {
  process.env[variable] = text;
  expect(now()).toBe(time);
});

test("without it the time is that of the computer", () => {
  delete process.env[variable];
  const before = Date.now();
  const time = now();
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});

test.each(["", "soon", "2026-13-01", "2026-03-01T25:00:00Z"])("%j is refused by name", (text) => {
  process.env[variable] = text;
  expect(now).toThrow(RangeError);
  expect(now).toThrow(`${variable}: ${JSON.stringify(text)} is no date`);
});

describe("in the component's sources", () => {
  const directory = join(__dirname, "../../components");
  const asks = /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^)\s])|(?<!new )\bDate\(/;
  const lines = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      readFileSync(join(directory, file), "utf8")
        .split("\n")
        .filter((line) => asks.test(line))
        .map((line) => ({ file: file.replaceAll("\\", "/"), line: line.trim() })),
    );

  test.each(["Date.now()", "new Date()", "new Date( )", "new Date;", "Date()", "[].map(Date.now)"])(
    "%s would be found",
    (code) => {
      expect(code).toMatch(asks);
    },
  );

  test("the clock alone asks for the time, and the loader's polling for how long it took", () => {
    expect([...new Set(lines.map(({ file }) => file))].sort()).toEqual(["clock.ts", "docker/loader.ts"]);
    expect(lines.filter(({ file }) => file === "docker/loader.ts").map(({ line }) => line)).toEqual([
      "const begin = Date.now();",
      "const waited = (Date.now() - begin) / 1000;",
    ]);
  });
});
