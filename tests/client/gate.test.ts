import { RedisUnreachableError } from "../../client";
import { Gate } from "../../client/gate";

test("what is open lets everybody pass at once", () => {
  const gate = new Gate(1, 1_000, "h:1");
  gate.open();
  expect(gate.pass()).toBeUndefined();
});

test("what is closed holds, and lets pass in order when it opens", async () => {
  const gate = new Gate(3, 1_000, "h:1");
  const passed: number[] = [];
  const waiting = [1, 2, 3].map((number) => gate.pass()?.then(() => passed.push(number)));
  gate.open();
  await Promise.all(waiting);
  expect(passed).toEqual([1, 2, 3]);
  gate.close();
  expect(gate.pass()).toBeInstanceOf(Promise);
  gate.open();
});

test("nobody waits where nobody may, or longer than may be", async () => {
  await expect(new Gate(0, 1_000, "h:1").pass()).rejects.toThrow(
    /was not sent: 0 commands wait for it already/,
  );
  await expect(new Gate(1, 20, "h:1").pass()).rejects.toThrow(/was not sent: not within 20 ms/);
});

test("what is shut stays so, with its first reason", async () => {
  const gate = new Gate(1, 1_000, "h:1");
  const waiting = gate.pass();
  const reason = new RedisUnreachableError("gone");
  gate.shut(reason);
  gate.shut(new Error("later"));
  gate.open();
  await expect(waiting).rejects.toBe(reason);
  await expect(gate.pass()).rejects.toBe(reason);
});
