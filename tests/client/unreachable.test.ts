import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import {
  type ConnectOptions,
  connect,
  RedisAuthenticationError,
  RedisTimeoutError,
  RedisUnreachableError,
} from "../../client";
import { freePort } from "../integration/support/shell";
import { withBlackHole } from "./support/blackHole";
import { randomPassword, Server } from "./support/server";
import { Transcript } from "./support/transcript";

const password = randomPassword();
const seen = new Transcript();

afterEach(() => expect(seen.leaks(password)).toEqual([]));

/** What connect() rejects with, and after how many milliseconds. */
async function refusal(options: ConnectOptions): Promise<{ error: Error; took: number }> {
  const begin = performance.now();
  const error = await seen.rejection(
    connect({ host: "127.0.0.1", password, logger: seen.logger, ...options }),
  );
  return { error, took: performance.now() - begin };
}

/** Runs `work` with the port of a server that does with each connection what it is told. */
async function listening(
  answer: (socket: Socket) => void,
  work: (port: number) => Promise<void>,
): Promise<void> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => socket.destroy());
    answer(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  }
}

test("a port where nobody listens", async () => {
  const { error, took } = await refusal({ port: await freePort() });
  expect(error).toBeInstanceOf(RedisUnreachableError);
  expect(error.message).toContain("ECONNREFUSED");
  expect(took).toBeLessThan(1_000);
});

test("a host name that does not exist", async () => {
  const { error } = await refusal({ host: "no-such-host.invalid" });
  expect(error).toBeInstanceOf(RedisUnreachableError);
}, 15_000);

test("an address that swallows everything, within 5 seconds", async () => {
  await withBlackHole(async (port) => {
    const { error, took } = await refusal({ port });
    expect(error).toBeInstanceOf(RedisTimeoutError);
    expect(took).toBeGreaterThan(4_500);
    expect(took).toBeLessThan(7_000);
  });
}, 30_000);

test.each([
  ["speaks HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n"],
  ["speaks TLS", Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46])],
  ["answers the wrong thing", "+HELLO\r\n+HELLO\r\n+HELLO\r\n+HELLO\r\n+HELLO\r\n"],
  ["answers what was not asked", ":1\r\n".repeat(100)],
])("a server that %s", async (_, rubbish) => {
  await listening(
    (socket) => socket.on("data", () => socket.write(rubbish)),
    async (port) => {
      const { error, took } = await refusal({ port });
      expect(error).toBeInstanceOf(RedisUnreachableError);
      expect(took).toBeLessThan(2_000);
    },
  );
});

test("a server whose answer has no end", async () => {
  await listening(
    (socket) => socket.on("data", () => socket.write("$100\r\nx")),
    async (port) => {
      expect((await refusal({ port, connectTimeout: 500 })).error).toBeInstanceOf(RedisTimeoutError);
    },
  );
});

test("a server that hangs up", async () => {
  await listening(
    (socket) => socket.end(),
    async (port) => {
      expect((await refusal({ port })).error).toBeInstanceOf(RedisUnreachableError);
    },
  );
});

test("a server that accepts and says nothing, within 5 seconds", async () => {
  await listening(
    () => undefined,
    async (port) => {
      const { error, took } = await refusal({ port });
      expect(error).toBeInstanceOf(RedisTimeoutError);
      expect(took).toBeGreaterThan(4_500);
      expect(took).toBeLessThan(7_000);
    },
  );
}, 15_000);

test("a server that repeats the password in its refusal shows none of it", async () => {
  await listening(
    (socket) =>
      socket.on("data", () => socket.write(`-ERR no ${password}, ${encodeURIComponent(password)}\r\n`)),
    async (port) => {
      const { error } = await refusal({ port });
      expect(error.message).toContain("ERR no ***, ***");
      expect((error.cause as Error).message).toBe("ERR no ***, ***");
    },
  );
});

test("a refused password, and one that is missing", async () => {
  const server = await Server.start();
  try {
    expect((await refusal({ port: server.port })).error).toBeInstanceOf(RedisAuthenticationError);
    const missing = await refusal({ port: server.port, password: undefined });
    expect(missing.error).toBeInstanceOf(RedisAuthenticationError);
    expect(missing.error.message).toContain("NOAUTH");
    const named = await refusal({ port: server.port, username: "nobody" });
    expect(named.error.message).toContain("WRONGPASS");
  } finally {
    await server.remove();
  }
}, 30_000);
