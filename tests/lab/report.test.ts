import { elapsed, LabError, say, step } from "../../lab/report";
import { listen } from "./support";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test.each([
  [0, "0 s"],
  [499, "0 s"],
  [9_000, "9 s"],
  [59_499, "59 s"],
  [59_500, "1 min 00 s"],
  [65_000, "1 min 05 s"],
  [3_725_000, "62 min 05 s"],
])("%i ms are shown as %s", (milliseconds, text) => {
  expect(elapsed(Date.now() - milliseconds)).toBe(text);
});

test("a line goes to stderr under the project's name", () => {
  const said = listen();
  say("a line");
  expect(said()).toBe("secure-redis: a line\n");
});

test("a LabError is an error of its own kind with its message", () => {
  const error = new LabError("what to do");
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe("what to do");
  expect(new Error("other")).not.toBeInstanceOf(LabError);
});

test("a step says when it begins, how far it is every 15 s, and when it is done", async () => {
  const said = listen();
  const result = step(
    "work",
    () => new Promise((resolve) => setTimeout(() => resolve(7), 31_000)),
    () => "half, ",
  );
  await jest.advanceTimersByTimeAsync(31_000);
  expect(await result).toBe(7);
  expect(said().split("\n")).toEqual([
    "secure-redis: work …",
    "secure-redis: work: half, 15 s",
    "secure-redis: work: half, 30 s",
    "secure-redis: work: done in 31 s",
    "",
  ]);
});

test("a step that fails is not called done, and falls silent", async () => {
  const said = listen();
  const failing = step("work", async () => {
    throw new Error("no luck");
  });
  await expect(failing).rejects.toThrow("no luck");
  await jest.advanceTimersByTimeAsync(60_000);
  expect(said()).toBe("secure-redis: work …\n");
});
