import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import execa from "execa";

// It listens and sleeps for good: what its queue cannot hold, the kernel drops without a word.
const program = `
  const server = require("node:net").createServer().listen(0, "127.0.0.1", 1, () => {
    require("node:fs").writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** Runs `work` with a port of 127.0.0.1 where every attempt to connect gets no answer at all. */
export async function withBlackHole(work: (port: number) => Promise<void>): Promise<void> {
  const child = execa(process.execPath, ["-e", program], { reject: false });
  const fillers: Socket[] = [];
  try {
    const [chunk] = (await once(child.stdout ?? child, "data")) as [Buffer];
    const port = Number(chunk.toString());
    for (let full = false; !full; ) {
      const socket = connect(port, "127.0.0.1").on("error", () => undefined);
      fillers.push(socket);
      full = (await Promise.race([once(socket, "connect"), sleep(300)])) === undefined;
    }
    await work(port);
  } finally {
    for (const socket of fillers) {
      socket.destroy();
    }
    child.kill("SIGKILL");
    await child;
  }
}
