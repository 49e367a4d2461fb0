import { once } from "node:events";
import { endEmulator, identity, isEmulator } from "../../../lab/emulator/processes";
import { kill, startNode } from "../support";

/** A process that runs until it is ended, with this word on its command line. */
function sleeper(word: string) {
  return startNode(["-e", "setInterval(() => {}, 1000)", word]);
}

test("a process is told from a later one with its number, and is nothing once gone", async () => {
  const child = sleeper("any");
  const pid = child.pid ?? 0;
  const first = identity(pid);
  expect(first).toMatch(new RegExp(`^${pid}:\\d+$`));
  expect(identity(pid)).toBe(first);
  expect(identity(process.pid)).not.toBe(first);
  await kill(child);
  expect(identity(pid)).toBeUndefined();
});

test("only the process that bears the emulator's name is ended", async () => {
  const child = sleeper("secure-redis-aws-mine");
  const pid = child.pid ?? 0;
  expect(isEmulator(pid, "secure-redis-aws-mine")).toBe(true);
  expect(isEmulator(pid, "secure-redis-aws")).toBe(false);
  await endEmulator(pid, "secure-redis-aws-other");
  expect(identity(pid)).toBeDefined();

  const exit = once(child, "exit");
  await endEmulator(pid, "secure-redis-aws-mine");
  expect(await exit).toEqual([null, "SIGKILL"]);
  expect(isEmulator(pid, "secure-redis-aws-mine")).toBe(false);
  await endEmulator(pid, "secure-redis-aws-mine");
});
