import { connect } from "../../client";
import { Mask } from "../../client/mask";
import { eventually } from "../integration/support/shell";
import { randomPassword, Server } from "./support/server";
import { Transcript } from "./support/transcript";

let server: Server;

beforeAll(async () => {
  server = await Server.start();
}, 60_000);

afterAll(() => server.remove());

/** A client's life in which every password wants to be seen: logs, errors, events, commands, the client itself. */
async function life(seen: Transcript): Promise<string[]> {
  const [first, second, wrong] = [server.password, randomPassword(), randomPassword()];
  let current = first;
  let fails = false;
  let failed = false;
  const credentials = async () => {
    if (fails) {
      fails = false;
      failed = true;
      throw Object.assign(new Error(`vault: neither ${first} nor ${second}`), { password: first });
    }
    return { password: current };
  };
  await seen.rejection(
    connect({ host: "127.0.0.1", port: server.port, password: wrong, logger: seen.logger }),
  );
  const client = await connect({ host: "127.0.0.1", port: server.port, credentials, logger: seen.logger });
  client.on("error", (error: unknown) => seen.see(error));
  seen.see(client);
  await server.rotate(first, second);
  current = second;
  await client.ping();
  fails = true;
  await server.cli(second, "CLIENT", "KILL", "TYPE", "normal");
  await eventually("the callback fails", async () => failed);
  await client.ping();
  await seen.rejection(client.sendCommand(["NONSENSE", first, second, encodeURIComponent(second)]));
  await seen.rejection(client.auth({ password: `${first}${second}` }));
  await seen.rejection(client.multi().addCommand(["NONSENSE", second]).exec());
  seen.see(client);
  await client.close();
  await server.rotate(second, first);
  return [first, second, wrong];
}

test("no password of now or before is seen anywhere", async () => {
  const seen = new Transcript();
  const passwords = await life(seen);
  expect(seen.leaks(...passwords)).toEqual([]);
  expect(seen.lines.join("\n")).toContain("***");
}, 30_000);

test("without the mask the same life shows them", async () => {
  const seen = new Transcript();
  const text = jest.spyOn(Mask.prototype, "text").mockImplementation((line) => line);
  try {
    const [first, second] = await life(seen);
    expect(seen.leaks(first ?? "", second ?? "")).toEqual([first, second]);
  } finally {
    text.mockRestore();
  }
}, 30_000);
