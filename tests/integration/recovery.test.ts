import { readdirSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { ping, withClient } from "./support/redis";
import { docker, eventually, run } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.create();
  await stack.up();
});

afterAll(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

const loader = () => stack.physical("redis-loader");

function bump(): void {
  stack.rotation.generation = (stack.rotation.generation ?? 0) + 1;
  stack.configure({});
}

function stateFiles(): string[] {
  const files = readdirSync(join(stack.folder, "local", "state"), { recursive: true }).map(String);
  expect(files).toContainEqual(expect.stringMatching(/stacks.*\.json$/));
  return files;
}

/** Kills the engine, or what `kill` names, at a moment of a rotation; then nobody may be locked out. */
async function interruptedRotation(
  moment: RegExp,
  kill: (engine: number) => Promise<unknown>,
): Promise<void> {
  const deployed = await stack.password();
  bump();
  const engine = execa("pulumi", ["up", "--yes", "--skip-preview"], {
    cwd: stack.folder,
    env: stack.env,
    all: true,
    reject: false,
  });
  let killed: Promise<unknown> | undefined;
  let output = "";
  engine.all?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (!killed && moment.test(output)) {
      killed = kill(engine.pid ?? 0);
    }
  });
  await engine;
  expect(killed).toBeDefined();
  await killed;
  expect(await ping(stack.port, deployed)).toBe("PONG");
  // Written in two steps; a kill between them would leave a state that cannot be read.
  expect(stateFiles().filter((file) => file.endsWith(".attrs"))).toEqual([]);

  // What a killed engine leaves: a lock of the state, which Pulumi's own command removes.
  await stack.try("cancel", "--yes");
  await stack.up("--refresh");
  const next = await stack.password();
  expect(next).not.toBe(deployed);
  expect(await Promise.all([ping(stack.port, deployed), ping(stack.port, next)])).toEqual(["PONG", "PONG"]);
  await stack.pulumi("preview", "--expect-no-changes");
}

const killEngine = async (pid: number) => process.kill(pid, "SIGKILL");

test.each([
  ["after the new password", /redis-password created replacement/],
  ["when the old loader is gone", /redis-loader deleted original/],
  ["while the new loader is at work", /redis-loader creating replacement/],
  ["after the upload", /redis-loader created replacement/],
])(
  "an engine killed %s: the deployed password still logs in, and the next up converges",
  async (_, moment) => {
    await interruptedRotation(moment, killEngine);
  },
);

test("a loader killed at work: the deployed password still logs in, and the next up converges", async () => {
  await interruptedRotation(/redis-loader creating replacement/, async () => {
    const label = `label=secure-redis.stack=secure-redis/${stack.name}`;
    const started = async () => {
      const names = await docker(
        "ps",
        "--filter",
        label,
        "--filter",
        "name=redis-loader",
        "--format",
        "{{.Names}}",
      );
      return names.split("\n").filter(Boolean);
    };
    await eventually("the new loader runs", async () => (await started()).length > 0);
    await docker("kill", ...(await started()));
  });
});

test("the loader left behind by a killed engine ends by itself", async () => {
  await eventually("one loader is left", async () => {
    const { containers } = await stack.traces();
    return containers.filter((name) => name.startsWith("redis-loader")).length === 1;
  });
  expect((await stack.traces()).containers).toEqual(expect.arrayContaining([await loader()]));
});

test("users changed out of band are seen and put back by the next up --refresh", async () => {
  const password = await stack.password();
  const script = `
    cd /data && cp users.acl kept && echo 'user root on >intruder ~* &* +@all' > rogue && cat users.acl >> rogue && mv -f rogue users.acl
    ops() { REDISCLI_AUTH=$(cat ops-password) redis-cli -h secure-redis-server --user ops "$@"; }
    ops acl load; mv -f kept users.acl
    root() { REDISCLI_AUTH=intruder redis-cli -h secure-redis-server --user root "$@"; }
    root acl setuser mallory on '>hidden' '~*' +@all
    root acl setuser default resetpass '>stolen'
    root acl deluser root`;
  const { output } = await run("docker", ["exec", await loader(), "sh", "-c", script]);
  expect(output.split("\n")).toEqual(["OK", "OK", "OK", "1"]);
  expect(await ping(stack.port, "stolen")).toBe("PONG");
  expect(await ping(stack.port, password)).toBe("WRONGPASS");

  const name = await loader();
  await eventually("the loader has seen it", async () =>
    (await run("docker", ["logs", name])).output.includes(
      "error: the server's users are not those of the stack",
    ),
  );
  await eventually("the loader has ended", async () => !(await stack.traces()).containers.includes(name), 40);
  expect(await stack.pulumi("preview", "--refresh")).toMatch(/redis-loader/);
  await stack.up("--refresh");

  expect(await ping(stack.port, password)).toBe("PONG");
  expect(await ping(stack.port, "stolen")).toBe("WRONGPASS");
  const mallory = new URL(await stack.output("url"));
  mallory.username = "mallory";
  mallory.password = "hidden";
  await expect(withClient(mallory.href, (client) => client.ping())).rejects.toThrow();
  await stack.pulumi("preview", "--expect-no-changes");
});

test("without the loader a plain up says what to do", async () => {
  await docker("rm", "--force", await loader());
  const { exitCode, output } = await stack.try("up", "--yes", "--skip-preview");
  expect(exitCode).not.toBe(0);
  expect(output).toContain("the credential loader is not running; 'pulumi up --refresh' starts it again");
  await stack.up("--refresh");
});

test("the conf volume removed by hand in mid-overlap: the new password logs in again, the one before does not", async () => {
  const before = await stack.password();
  bump();
  await stack.up("--refresh");
  const now = await stack.password();
  const conf = await stack.physical("redis-conf");
  await docker("rm", "--force", await loader(), await stack.physical("redis-server"));
  await docker("volume", "rm", conf);
  expect(await ping(stack.port, now)).toBe("ECONNREFUSED");

  await stack.up("--refresh");
  expect(await Promise.all([ping(stack.port, before), ping(stack.port, now)])).toEqual(["WRONGPASS", "PONG"]);
  await stack.pulumi("preview", "--expect-no-changes");
});

test("a rotation that is applied only after its grace still overlaps: nobody had the new password before", async () => {
  const deployed = await stack.password();
  stack.rotation.graceDays = 0.0001;
  bump();
  await stack.pulumi(
    "up",
    "--yes",
    "--skip-preview",
    "--target",
    "**redis-password",
    "--target",
    "**redis-rotated-at-*",
  );
  await new Promise((resolve) => setTimeout(resolve, 9_000));
  await stack.up("--refresh");
  const next = await stack.password();
  expect(await Promise.all([ping(stack.port, deployed), ping(stack.port, next)])).toEqual(["PONG", "PONG"]);
  await eventually("the late overlap ends", async () => (await ping(stack.port, deployed)) === "WRONGPASS");
  expect(await ping(stack.port, next)).toBe("PONG");
});
