import { createServer } from "node:net";
import execa from "execa";
import { Daemon, testWithDaemon } from "./support/daemon";
import { ping, withClient } from "./support/redis";
import { docker } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(240_000);

const stacks: Stack[] = [];
const daemon = new Daemon();

async function create(...args: Parameters<typeof Stack.create>): Promise<Stack> {
  const stack = await Stack.create(...args);
  stacks.push(stack);
  return stack;
}

afterAll(async () => {
  await daemon.restart();
  for (const stack of stacks) {
    await stack.dispose();
    expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
  }
  await daemon.dispose();
});

/** Starts `up` and calls `act` once its output shows `moment`; resolves to the output and exit code. */
async function interruptedUp(stack: Stack, moment: RegExp, act: (up: execa.ExecaChildProcess) => void) {
  const up = execa("pulumi", ["up", "--yes", "--skip-preview"], {
    cwd: stack.folder,
    env: stack.env,
    all: true,
    reject: false,
  });
  let output = "";
  let acted = false;
  up.all?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (!acted && moment.test(output)) {
      acted = true;
      act(up);
    }
  });
  const { exitCode } = await up;
  expect(acted).toBe(true);
  return { exitCode, output };
}

/** The project's program with a way to spoil the file of users, by Pulumi's own escape hatch. */
const breakableProgram = `
import { argsFromConfig, SecureRedis } from "./components";
const spoil = (upload: { file: string; content: unknown }) =>
  upload.file.endsWith("users.acl") ? { ...upload, content: "user default on nonsense\\n" } : upload;
const redis = new SecureRedis("redis", argsFromConfig(), {
  transforms: [
    ({ name, props, opts }) =>
      name === "redis-loader" && process.env.SPOIL_USERS ? { props: { ...props, uploads: props.uploads.map(spoil) }, opts } : undefined,
  ],
});
export const url = redis.url;
`;

test("a loader that fails fails the update with its message; the server keeps serving its old users", async () => {
  const stack = await create({}, {}, breakableProgram);
  await stack.up();
  const server = await stack.physical("redis-server");
  const url = await stack.output("url");
  await withClient(url, (client) => client.set("kept", "yes"));
  const id = await docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", server);

  stack.env.SPOIL_USERS = "1";
  const { exitCode, output } = await stack.try("up", "--yes", "--skip-preview");
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(
    /the credential loader failed: the new users or settings are invalid: .*users.acl:1: Syntax error/,
  );
  expect(await withClient(url, (client) => client.get("kept"))).toBe("yes");
  expect(await docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", server)).toBe(id);

  // The file on disk is the old one too: a restart of the server is no trap.
  await docker("restart", server);
  expect(await withClient(url, (client) => client.get("kept"))).toBe("yes");

  delete stack.env.SPOIL_USERS;
  await stack.up();
  await stack.pulumi("preview", "--expect-no-changes");
});

test("a port that is taken is a clear error, and the next up ends well", async () => {
  const stack = await create();
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(stack.port, "127.0.0.1", resolve));
  const { exitCode, output } = await stack.try("up", "--yes", "--skip-preview");
  await new Promise((resolve) => squatter.close(resolve));
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(
    new RegExp(`127.0.0.1:${stack.port}.*(address already in use|port is already allocated)`),
  );

  await stack.up();
  expect(await ping(stack.port, await stack.password())).toBe("PONG");
  await stack.pulumi("preview", "--expect-no-changes");
});

test.each([
  ["the loader", /redis-loader creating/],
  ["the server", /redis-server creating/],
])("Ctrl-C while %s is being created is a clear error, and the next up ends well", async (_, moment) => {
  const stack = await create();
  const { exitCode, output } = await interruptedUp(stack, moment, (up) => up.kill("SIGINT"));
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(/cancel/i);

  await stack.up();
  expect(await ping(stack.port, await stack.password())).toBe("PONG");
  await stack.pulumi("preview", "--expect-no-changes");
  expect((await stack.traces()).containers).toHaveLength(2);
});

testWithDaemon("Docker stopped in the middle is a clear error, and the next up ends well", async () => {
  await daemon.start();
  await daemon.loadImage();
  const stack = await create({}, daemon.env);
  const { exitCode, output } = await interruptedUp(stack, /redis-server creating/, () => void daemon.stop());
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(
    /redis-server.*(Cannot connect to the Docker daemon|error during connect|Error response from daemon)/,
  );

  await daemon.start();
  await stack.up();
  const server = await stack.physical("redis-server");
  const login = `REDISCLI_AUTH=${await stack.password()} redis-cli ping`;
  expect((await daemon.docker("exec", server, "sh", "-c", login)).output).toBe("PONG");
  await stack.pulumi("preview", "--expect-no-changes");
  expect((await stack.traces()).containers).toHaveLength(2);
});
