import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { resolvePython } from "../../lab/emulator/install";
import { exclusively } from "../../lab/exclusive";
import { cache } from "../../lab/paths";
import { Server } from "./support/server";

const version = "6.4.0";

/** The options of the team that the project comes from. */
const program = `
import os, redis
client = redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_connect_timeout=5,
                        socket_keepalive=True, health_check_interval=30)
print(client.ping(), client.set("key", "value"), client.get("key"))
`;

let python: string;
let server: Server;

beforeAll(async () => {
  [python, server] = await Promise.all([pythonWithRedis(), Server.start()]);
}, 300_000);

afterAll(() => server.remove());

/** A Python with redis-py, in a virtual environment of the per-user cache. */
async function pythonWithRedis(): Promise<string> {
  const folder = join(cache, `redis-py-${version}-${process.platform}-${process.arch}`);
  const stamp = join(folder, "installed");
  const executable = join(folder, "bin", "python");
  await exclusively(join(cache, "locks", "redis-py"), async () => {
    if (!existsSync(stamp) || !existsSync(executable)) {
      rmSync(folder, { recursive: true, force: true });
      await execa(await resolvePython(), ["-m", "venv", folder]);
      await execa(executable, ["-m", "pip", "install", "--quiet", "--no-input", `redis==${version}`]);
      writeFileSync(stamp, version);
    }
  });
  return executable;
}

test("the same REDIS_URL serves redis-py, password encoded and all", async () => {
  const { stdout } = await execa(python, ["-c", program], { env: { REDIS_URL: server.url } });
  expect(stdout).toBe("True True value");
});

test("and is refused with another password", async () => {
  const { stderr, exitCode } = await execa(python, ["-c", program], {
    env: { REDIS_URL: `redis://:wrong@127.0.0.1:${server.port}` },
    reject: false,
  });
  expect(exitCode).toBe(1);
  expect(stderr).toContain("invalid username-password pair");
});
