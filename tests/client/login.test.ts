import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { type ConnectOptions, connect } from "../../client";

/** What arrives when a client connects with these options, as the words of its first command. */
async function firstCommand(options: ConnectOptions): Promise<string[]> {
  let received = "";
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      received += chunk.toString();
      // Every command begins with the count of its words.
      const commands = chunk.toString().match(/^\*\d+/gm) ?? [];
      socket.write(commands.map(() => (chunk.includes("PING") ? "+PONG\r\n" : "+OK\r\n")).join(""));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = await connect({ host: "127.0.0.1", port, ...options });
  client.destroy();
  server.close();
  const [count, ...words] = received.split("\r\n");
  return words.filter((word) => !word.startsWith("$")).slice(0, Number(count?.slice(1)));
}

test.each<[string, ConnectOptions, string[]]>([
  ["no user name", { password: "p" }, ["AUTH", "p"]],
  ["an empty user name", { username: "", password: "p" }, ["AUTH", "p"]],
  [
    "an empty user name of a callback",
    { credentials: () => ({ username: "", password: "p" }) },
    ["AUTH", "p"],
  ],
  ["a user name", { username: "app", password: "p" }, ["AUTH", "app", "p"]],
])("%s is sent as it is meant", async (_, options, expected) => {
  expect(await firstCommand(options)).toEqual(expected);
});
