import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "dotenv";
import { connect } from "../../client";
import { cli } from "./support/cli";
import { ping, withClient } from "./support/redis";
import { docker, eventually } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

let stack: Stack;
const folder = mkdtempSync(join(tmpdir(), "secure-redis-cli-"));
const file = join(folder, ".env");

beforeAll(async () => {
  stack = await Stack.create();
  await stack.up();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

/** The password that the variables of a file log in with, as the client reads them. */
async function pingBy(variables: Record<string, string>): Promise<string> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    const client = await connect({ healthCheckInterval: 0 });
    return await client.ping().finally(() => client.destroy());
  } finally {
    process.env = before;
  }
}

describe("env", () => {
  test("the client connects by what it writes, and by the parts alone", async () => {
    const { exitCode, output } = await cli(stack, "env", ["--out", file]);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: `secure-redis: wrote 6 variables to ${file}`,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const variables = parse(readFileSync(file));
    expect(variables).toEqual({
      REDIS_URL: await stack.output("url"),
      REDIS_HOST: "127.0.0.1",
      REDIS_PORT: String(stack.port),
      REDIS_USERNAME: "",
      REDIS_PASSWORD: await stack.password(),
      REDIS_TLS: "false",
    });
    expect(await pingBy(variables)).toBe("PONG");
    expect(await pingBy({ ...variables, REDIS_URL: "" })).toBe("PONG");
  });

  test("eight at once leave one whole file, other lines kept", async () => {
    writeFileSync(file, "# mine\nA=1\nREDIS_URL=old\nB='two words'\n");
    const runs = await Promise.all(Array.from({ length: 8 }, () => cli(stack, "env", ["--out", file])));
    expect(runs.map(({ exitCode }) => exitCode)).toEqual(Array(8).fill(0));
    const url = await stack.output("url");
    expect(readFileSync(file, "utf8")).toMatch(
      new RegExp(
        `^# mine\nA=1\nREDIS_URL=${url}\nB='two words'\nREDIS_HOST=127.0.0.1\n(REDIS_\\w+=.*\n){4}$`,
      ),
    );
  });

  test("a user that is not there, and a folder that is not there, are told in one line", async () => {
    expect(await cli(stack, "env", ["--out", file, "--user", "none"])).toMatchObject({
      exitCode: 1,
      output: "secure-redis: redis has no user none; it has default",
    });
    expect((await cli(stack, "env", ["--out", join(folder, "none", ".env")])).output).toBe(
      `secure-redis: ${join(folder, "none")} does not exist`,
    );
  });
});

describe("health", () => {
  const health = async (...args: string[]) => {
    const { exitCode, stdout } = await cli(stack, "health", ["--json", ...args]);
    const { state, findings, signs } = JSON.parse(stdout);
    const unwell = findings.filter(({ state: one }: { state: string }) => !["ok", "unknown"].includes(one));
    return { exitCode, state, signs, unwell: unwell.map(({ name }: { name: string }) => name) };
  };

  test("a server that is well ends with 0, and the table shows no password", async () => {
    expect(await health()).toMatchObject({ exitCode: 0, state: "ok", unwell: [] });
    const { output } = await cli(stack, "health");
    expect(output).toMatch(/ok +│ connection +│ PONG in [\d.]+ ms from the master/);
    expect(output).not.toContain(await stack.password());
  });

  test("refused logins and commands are counted, and warn from the threshold on", async () => {
    const before = (await health()).signs;
    expect(await ping(stack.port, "wrong")).toBe("WRONGPASS");
    expect(await ping(stack.port)).toBe("NOAUTH");
    await withClient(await stack.output("url"), async (client) => {
      await expect(client.call("CONFIG", "GET", "port")).rejects.toThrow("NOPERM");
    });
    const { signs } = await health();
    // The library of the test may say more than one command before it gives up.
    expect(signs.authenticationFailures).toBeGreaterThanOrEqual(before.authenticationFailures + 2);
    expect(signs.permissionDenials).toBe(before.permissionDenials + 1);
    expect(signs.aclLog).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ reason: "auth", user: "default" }),
        expect.objectContaining({ reason: "command", user: "default", what: "config|get" }),
      ]),
    );
    const warned = await health("--authentication-failures", "1", "--permission-denials", "1");
    expect(warned).toMatchObject({
      exitCode: 1,
      state: "warning",
      unwell: ["refused logins", "refused commands"],
    });
  });

  test("looking changes no counter", async () => {
    const { signs } = await health();
    expect((await health()).signs).toMatchObject({
      authenticationFailures: signs.authenticationFailures,
      permissionDenials: signs.permissionDenials,
    });
  });

  test("memory is critical from its threshold on", async () => {
    expect(await health("--memory-critical", "0")).toMatchObject({
      exitCode: 2,
      state: "critical",
      unwell: ["memory"],
    });
  });

  test("a server that is gone ends with 2", async () => {
    const server = await stack.physical("redis-server");
    await docker("stop", server);
    const gone = await health().finally(() => docker("start", server));
    expect(gone).toMatchObject({ exitCode: 2, state: "critical", unwell: ["connection"] });
    const password = await stack.password();
    await eventually("the server is back", async () => (await ping(stack.port, password)) === "PONG");
  });

  test("--watch looks again and again, a line of JSON each time", async () => {
    const child = cli(stack, "health", ["--json", "--watch", "0.2"], {}, 6_000);
    const { stdout } = await child;
    const lines = stdout.trim().split("\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.map((line) => JSON.parse(line).state)).toEqual(lines.map(() => "ok"));
  });
});

describe("rotate", () => {
  const generation = () => /generation: (\d+)/.exec(stack.configText() ?? "")?.[1];

  test("a new password comes, the one before logs in, and a client that is connected stays", async () => {
    const before = await stack.password();
    await withClient(await stack.output("url"), async (client) => {
      const { exitCode, output } = await cli(stack, "rotate");
      expect(output).toContain("secure-redis: rotation.generation is now 1");
      expect(exitCode).toBe(0);
      expect(await client.ping()).toBe("PONG");
    });
    const after = await stack.password();
    expect(after).not.toBe(before);
    expect(await Promise.all([before, after].map((password) => ping(stack.port, password)))).toEqual([
      "PONG",
      "PONG",
    ]);
    expect(generation()).toBe("1");
  });

  test("nothing to finish is refused, and an unfinished rotation only to be finished", async () => {
    expect((await cli(stack, "rotate", ["--finish"])).output).toContain("there is no rotation to finish");
    await stack.pulumi("config", "set", "--path", "rotation.generation", "2");
    const { exitCode, output } = await cli(stack, "rotate");
    expect(exitCode).toBe(1);
    expect(output).toContain(`finish it first: secure-redis rotate --finish --stack ${stack.name}`);
    expect(generation()).toBe("2");
    expect((await cli(stack, "rotate", ["--finish"])).exitCode).toBe(0);
    expect(generation()).toBe("2");
  });
});
