import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { exclusively } from "../../lab/exclusive";
import { eventually, kill, listen, scratch, startNode } from "./support";

let folder: string;
let said: () => string;

beforeEach(() => {
  folder = join(scratch(), "locks", "thing");
  said = listen();
});

/** Starts a process that holds the lock until its stdin ends, and waits until it has it. */
async function holder(log: string): Promise<ChildProcess> {
  const child = startNode([
    "-e",
    `const { appendFileSync } = require("node:fs");
     require("./lab/exclusive").exclusively(${JSON.stringify(folder)}, async () => {
       appendFileSync(${JSON.stringify(log)}, "taken ");
       await new Promise((resolve) => process.stdin.on("end", resolve).resume());
       appendFileSync(${JSON.stringify(log)}, "freed ");
     });`,
  ]);
  await eventually("the other process has the lock", () => existsSync(log));
  return child;
}

test("two calls in one process do not overlap, and both run", async () => {
  const events: string[] = [];
  const call = (name: string) =>
    exclusively(folder, async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      events.push(`${name} ends`);
      return name;
    });
  expect(await Promise.all([call("a"), call("b")])).toEqual(["a", "b"]);
  expect(events).toHaveLength(4);
  const [first, second] = [events[0]?.[0], events[2]?.[0]];
  expect(events).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
});

test("calls for different folders do not wait for each other", async () => {
  const inner = exclusively(folder, () => exclusively(`${folder}-other`, async () => "both"));
  expect(await inner).toBe("both");
  expect(said()).toBe("");
});

test("a second process waits for the first and says so", async () => {
  const log = join(scratch(), "log");
  const child = await holder(log);
  let seen: string | undefined;
  const mine = exclusively(folder, async () => {
    seen = readFileSync(log, "utf8");
  });
  await eventually("it says that it waits", () => said().includes("another process is preparing the same"));
  expect(seen).toBeUndefined();
  child.stdin?.end();
  await mine;
  expect(seen).toBe("taken freed ");
});

test("the lock of a killed process is kept while it may live, then taken over", async () => {
  const child = await holder(join(scratch(), "log"));
  await kill(child);
  let ran = false;
  const mine = exclusively(folder, async () => {
    ran = true;
  });
  await eventually("it waits", () => said().includes("another process"));
  expect(ran).toBe(false);
  const past = Date.now() / 1000 - 31;
  utimesSync(`${folder}.lock`, past, past);
  await mine;
  expect(ran).toBe(true);
});

test("an error of the work comes through and frees the lock", async () => {
  const failing = exclusively(folder, async () => {
    throw new Error("no luck");
  });
  await expect(failing).rejects.toThrow("no luck");
  expect(existsSync(`${folder}.lock`)).toBe(false);
  expect(await exclusively(folder, async () => "free")).toBe("free");
  expect(said()).toBe("");
});
