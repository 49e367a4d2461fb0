import { createServer } from "node:net";
import { ping, withClient } from "./support/redis";
import { docker } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

const stacks: Stack[] = [];

async function create(...args: Parameters<typeof Stack.create>): Promise<Stack> {
  const stack = await Stack.create(...args);
  stacks.push(stack);
  return stack;
}

afterAll(async () => {
  for (const stack of stacks) {
    await stack.dispose();
    expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
  }
});

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
