import {
  type ConnectOptions,
  connect,
  RedisTimeoutError,
  RedisTlsError,
  RedisUnreachableError,
} from "../../client";
import { type Certificates, certificatesFor } from "./support/certificates";
import { untilItEnds } from "./support/child";
import { Server } from "./support/server";
import { Transcript } from "./support/transcript";

let certificates: Certificates;
let foreign: Certificates;
let server: Server;
let plain: Server;
const seen = new Transcript();

beforeAll(async () => {
  [certificates, foreign] = await Promise.all([
    certificatesFor("DNS:redis.test"),
    certificatesFor("DNS:other"),
  ]);
  [server, plain] = await Promise.all([Server.start(certificates), Server.start()]);
}, 60_000);

afterEach(() => expect(seen.leaks(server.password, plain.password)).toEqual([]));

afterAll(() => Promise.all([server.remove(), plain.remove()]));

const to = (
  { port, password }: Server,
  options: ConnectOptions,
): Promise<Awaited<ReturnType<typeof connect>>> =>
  connect({ host: "127.0.0.1", port, password, tls: true, logger: seen.logger, ...options });

async function refused(server: Server, options: ConnectOptions): Promise<Error> {
  return seen.rejection(to(server, options));
}

test("the right authority and name connect, by parts and by URL", async () => {
  for (const options of [{}, { tls: undefined, url: `rediss://ignored.invalid:1` }]) {
    const client = await to(server, { ca: certificates.ca, servername: "redis.test", ...options });
    expect(await client.ping()).toBe("PONG");
    await client.close();
  }
});

test.each<[string, () => ConnectOptions, RegExp]>([
  [
    "another authority",
    () => ({ ca: foreign.ca, servername: "redis.test" }),
    /self-signed|unable to verify|signature/,
  ],
  ["the authorities of Node.js", () => ({ servername: "redis.test" }), /unable to verify|self-signed|issuer/],
  ["another name", () => ({ ca: certificates.ca, servername: "wrong.test" }), /altnames|wrong\.test/],
  ["the host, which is not in the certificate", () => ({ ca: certificates.ca }), /127\.0\.0\.1/],
])("%s is refused", async (_, options, message) => {
  const error = await refused(server, options());
  expect(error).toBeInstanceOf(RedisTlsError);
  expect(error.message).toMatch(message);
});

test("the environment cannot turn verification off", async () => {
  // In a process of its own: Node.js reads its environment, not the copy of it that Jest gives a test.
  const output = await untilItEnds({
    REDIS_URL: server.url.replace("redis:", "rediss:"),
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
  });
  expect(output).toContain("RedisTlsError");
  expect(output).not.toContain(server.password);
});

test("a server without TLS is refused, by its answer or for its silence", async () => {
  const error = await refused(plain, { ca: certificates.ca, connectTimeout: 1_000 });
  // Redis takes the greeting of TLS for the beginning of a command, and waits for a line's end that is seldom in it.
  expect([RedisTlsError, RedisTimeoutError]).toContain(error.constructor);
});

test("a server with TLS is refused to who comes without", async () => {
  expect(await refused(server, { tls: false })).toBeInstanceOf(RedisUnreachableError);
});
