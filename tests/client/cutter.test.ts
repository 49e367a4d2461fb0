import { getEventListeners, once } from "node:events";
import { createServer, connect as dial } from "node:net";
import { SocketClosedUnexpectedlyError } from "@redis/client";
import { Cutter } from "../../client/cutter";
import { RedisTimeoutError } from "../../client/errors";
import { freePort } from "../integration/support/shell";

test("a cut ends what is open, and not what comes later", async () => {
  const server = createServer((socket) => socket.on("error", () => socket.destroy())).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const cutter = new Cutter();
  const reason = new RedisTimeoutError("late");
  const open = dial({ port, host: "127.0.0.1", signal: cutter.signal });
  await once(open, "connect");
  const ended = once(open, "error");
  cutter.cut(reason);
  const [error] = (await ended) as unknown[];
  expect(cutter.reasonFor(error)).toBe(reason);
  const later = dial({ port, host: "127.0.0.1", signal: cutter.signal });
  await once(later, "connect");
  expect(later.destroyed).toBe(false);
  later.destroy();
  server.close();
});

test("sockets that never connected leave nothing behind", async () => {
  const cutter = new Cutter();
  const port = await freePort();
  for (let attempt = 0; attempt < 5; attempt++) {
    cutter.renewed();
    await once(dial({ port, host: "127.0.0.1", signal: cutter.signal }), "error");
  }
  expect(getEventListeners(cutter.signal, "abort").length).toBeLessThanOrEqual(1);
});

test("only the end of a connection that was cut has the reason of the cut", () => {
  const cutter = new Cutter();
  const closed = new SocketClosedUnexpectedlyError();
  expect(cutter.reasonFor(closed)).toBe(closed);
  const reason = new RedisTimeoutError("late");
  cutter.cut(reason);
  expect(cutter.reasonFor(closed)).toBe(reason);
  cutter.renewed();
  expect(cutter.reasonFor(closed)).toBe(closed);
  const other = new Error("other");
  expect(cutter.reasonFor(other)).toBe(other);
});
