import { Daemon, testWithDaemon } from "./support/daemon";
import { interruptedUp } from "./support/interruption";
import { eventually } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

const daemon = new Daemon();
let stack: Stack | undefined;

afterAll(async () => {
  await daemon.restart();
  await stack?.dispose();
  await daemon.dispose();
});

testWithDaemon(
  "Docker stopped in the middle is a clear error and the next up ends well; restarted, it brings both passwords back",
  async () => {
    await daemon.start();
    await daemon.loadImage();
    stack = await Stack.create({}, daemon.env);
    const { exitCode, output } = await interruptedUp(stack, /redis-server creating/, () => daemon.stop());
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(
      /redis-server.*(Cannot connect to the Docker daemon|error during connect|Error response from daemon)/,
    );

    // As `npm run up` does: what went down with Docker is seen by a refresh.
    await daemon.start();
    await stack.up("--refresh");
    const server = await stack.physical("redis-server");
    expect(await login(server, await stack.password())).toBe("PONG");
    await stack.pulumi("preview", "--expect-no-changes");
    expect((await stack.traces()).containers).toHaveLength(2);

    // In mid-overlap the whole of Docker goes down and comes back.
    const before = await stack.password();
    stack.rotation.generation = 1;
    stack.configure({});
    await stack.up();
    const now = await stack.password();
    await daemon.stop();
    await daemon.start();
    await eventually("the server is back", async () => (await login(server, now)) === "PONG", 60);
    expect(await login(server, before)).toBe("PONG");

    await stack.up("--refresh");
    expect(await login(server, now)).toBe("PONG");
    expect(await login(server, before)).toBe("PONG");
    await stack.pulumi("preview", "--expect-no-changes");
  },
);

/** What the server answers to a PING with the password; the port is published in the daemon's namespace. */
async function login(server: string, password: string): Promise<string> {
  const command = `REDISCLI_AUTH=${password} redis-cli ping 2>&1 | tail -n 1`;
  return (await daemon.docker("exec", server, "sh", "-c", command)).output;
}
