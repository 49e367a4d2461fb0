import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { stepsOf } from "./support/changes";
import { leaks, visiblePlaces } from "./support/leaks";
import { ping, withClient } from "./support/redis";
import { docker, eventually, run } from "./support/shell";
import { image, Stack } from "./support/stack";

jest.setTimeout(600_000);

let stack: Stack;
let server: string;
let password: string;
let firstUp: string;

beforeAll(async () => {
  stack = await Stack.create();
  firstUp = await stack.up();
  server = await stack.physical("redis-server");
  password = await stack.password();
});

afterAll(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

describe("what the first deployment gives", () => {
  test("the redacted URL is shown, the URL is secret and has a password of 48 letters and digits", async () => {
    expect(firstUp).toContain(`redis://:***@127.0.0.1:${stack.port}/0`);
    expect(firstUp).toMatch(/url +: \[secret\]/);
    expect(password).toMatch(/^[A-Za-z0-9]{48}$/);
  });

  test("without a password nobody gets in", async () => {
    expect(await ping(stack.port)).toBe("NOAUTH");
    expect(await run("docker", ["exec", server, "redis-cli", "ping"])).toMatchObject({
      output: expect.stringContaining("NOAUTH"),
    });
  });

  test("the password gets in, another one does not", async () => {
    expect(await ping(stack.port, password)).toBe("PONG");
    expect(await ping(stack.port, `${password}x`)).toBe("WRONGPASS");
  });

  test("the fail-safe of redis.conf lets nobody in who was not given it, and is no password of a user", async () => {
    const { stdout } = await run("docker", [
      "exec",
      server,
      "grep",
      "^requirepass ",
      "/etc/redis/redis.conf",
    ]);
    expect(stdout).toMatch(/^requirepass [A-Za-z0-9]{48}$/);
    expect(await ping(stack.port, stdout.split(" ")[1])).toBe("WRONGPASS");
  });

  test("it is published on 127.0.0.1 alone", async () => {
    expect(await docker("port", server)).toBe(`6379/tcp -> 127.0.0.1:${stack.port}`);
  });

  test("the machine's other addresses refuse", async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === "IPv4" && !internal);
    expect(others.length).toBeGreaterThan(0);
    for (const { address } of others) {
      expect(await ping(stack.port, password, address)).toMatch(/ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH/);
    }
  });

  test("a container on Docker's default network reaches neither the server nor the published port", async () => {
    const address = await docker(
      "inspect",
      "--format",
      "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
      server,
    );
    const gateway = await docker(
      "network",
      "inspect",
      "bridge",
      "--format",
      "{{(index .IPAM.Config 0).Gateway}}",
    );
    const probe =
      (...network: string[]) =>
      (host: string, port: number) =>
        run("docker", [
          "run",
          "--rm",
          "--init",
          ...network,
          "--entrypoint",
          "timeout",
          image(),
          "5",
          "redis-cli",
          "-h",
          host,
          "-p",
          `${port}`,
          "ping",
        ]);
    const outside = probe();
    expect((await outside(address, 6379)).output).not.toContain("NOAUTH");
    expect((await outside(gateway, stack.port)).output).not.toContain("NOAUTH");
    // The same probe inside the stack's network is answered: what it shows above is the isolation, not a typo.
    const inside = probe("--network", await stack.physical("redis-network"));
    expect((await inside(address, 6379)).output).toContain("NOAUTH");
  });

  test("an application connects, PINGs, sets, gets and deletes", async () => {
    await withClient(await stack.output("url"), async (client) => {
      expect(await client.ping()).toBe("PONG");
      expect(await client.set("test:key", "value")).toBe("OK");
      expect(await client.get("test:key")).toBe("value");
      expect(await client.del("test:key")).toBe(1);
    });
  });

  test("Docker reports healthy, and unhealthy once the healthcheck cannot log in", async () => {
    expect(await docker("inspect", "--format", "{{.State.Health.Status}}", server)).toBe("healthy");
    const [check] = JSON.parse(
      await docker("inspect", "--format", "{{json .Config.Healthcheck.Test}}", server),
    ).slice(1);
    expect((await run("docker", ["exec", server, "sh", "-c", check])).exitCode).toBe(0);
    const blind = check.replace("/etc/redis/ops-password", "/dev/null");
    expect((await run("docker", ["exec", server, "sh", "-c", blind])).exitCode).not.toBe(0);
  });

  test("the application may not run what ElastiCache would refuse", async () => {
    await withClient(await stack.output("url"), async (client) => {
      for (const [command, ...args] of [
        ["CONFIG", "GET", "*"],
        ["ACL", "LIST"],
        ["SHUTDOWN"],
        ["DEBUG", "SLEEP", "0"],
        ["MODULE", "LIST"],
        ["REPLICAOF", "NO", "ONE"],
      ]) {
        await expect(client.call(command ?? "", ...args)).rejects.toThrow(/NOPERM|not allowed/);
      }
    });
  });

  test("the ops user can do nothing but its work", async () => {
    const ops = (...args: string[]) =>
      run("docker", [
        "exec",
        server,
        "sh",
        "-c",
        `REDISCLI_AUTH="$(cat /etc/redis/ops-password)" redis-cli --user ops ${args.join(" ")}`,
      ]);
    expect((await ops("ping")).output).toBe("PONG");
    for (const command of [
      "get k",
      "set k v",
      "config get '*'",
      "acl setuser x",
      "info",
      "keys '*'",
      "flushall",
    ]) {
      expect((await ops(command)).output).toContain("NOPERM");
    }
  });
});

describe("the confinement of the containers", () => {
  const inspect = async (name: string) => JSON.parse(await docker("inspect", await stack.physical(name)))[0];

  test.each(["redis-server", "redis-loader"])(
    "%s runs without root, capabilities or new privileges, within limits",
    async (name) => {
      const { Config, HostConfig } = await inspect(name);
      expect(Config.User).toBe("999:1000");
      expect(HostConfig).toMatchObject({
        CapDrop: ["ALL"],
        CapAdd: null,
        Privileged: false,
        SecurityOpt: ["no-new-privileges:true"],
        Ulimits: [{ Name: "nproc", Soft: expect.any(Number), Hard: expect.any(Number) }],
        LogConfig: { Type: "json-file", Config: { "max-size": "10m", "max-file": "3" } },
      });
      expect(HostConfig.Memory).toBeGreaterThan(0);
      expect(HostConfig.MemorySwap).toBe(HostConfig.Memory);
    },
  );

  test("the kernel agrees: no capability, no privilege to gain, a read-only root", async () => {
    const { stdout } = await run("docker", ["exec", server, "cat", "/proc/1/status"]);
    expect(stdout).toMatch(/^CapEff:\t0+$/m);
    expect(stdout).toMatch(/^CapBnd:\t0+$/m);
    expect(stdout).toMatch(/^NoNewPrivs:\t1$/m);
    for (const path of ["/x", "/etc/redis/x", "/tmp/x"]) {
      expect((await run("docker", ["exec", server, "sh", "-c", `echo > ${path}`])).output).toContain(
        "Read-only",
      );
    }
  });

  test("a fork bomb meets its limit", async () => {
    const { output } = await run("docker", [
      "exec",
      server,
      "sh",
      "-c",
      "for i in $(seq 1100); do sleep 4 & done 2>&1 | head -n 1",
    ]);
    expect(output).toMatch(/can't fork|Resource temporarily unavailable/);
    expect(await docker("inspect", "--format", "{{.State.Running}}", server)).toBe("true");
  });

  test("the server's own files are readable by redis alone", async () => {
    const { stdout } = await run("docker", ["exec", server, "sh", "-c", "stat -c '%a %u %n' /etc/redis/*"]);
    expect(stdout.split("\n").sort()).toEqual([
      "400 999 /etc/redis/ops-password",
      "400 999 /etc/redis/redis.conf",
      "400 999 /etc/redis/users.acl",
      "600 999 /etc/redis/loader",
    ]);
  });
});

test("up, refresh, up and preview after the first report no change", async () => {
  for (const command of [
    ["up", "--yes", "--skip-preview"],
    ["refresh", "--yes", "--skip-preview"],
    ["up", "--yes", "--skip-preview"],
    ["preview"],
  ]) {
    await stack.pulumi(...command, "--expect-no-changes");
  }
});

test("no password stands where others can look", async () => {
  const secrets = await stack.secrets();
  expect(secrets).toHaveLength(3);
  expect(secrets).toContain(password);

  const events = join(stack.folder, "events.json");
  stack.configure({ maxmemoryPolicy: "allkeys-lru" });
  const places = {
    "first up": firstUp,
    preview: await stack.pulumi("preview"),
    "preview --diff": await stack.pulumi("preview", "--diff"),
    "preview --json": await stack.pulumi("preview", "--json"),
    "up --diff": (
      await run("pulumi", ["up", "--yes", "--skip-preview", "--diff", "--event-log", events], {
        cwd: stack.folder,
        env: { ...stack.env, PULUMI_DEBUG_COMMANDS: "true" },
      })
    ).output,
    "up --json": await stack.pulumi("up", "--yes", "--json"),
    ...(await visiblePlaces(stack)),
  };
  expect(Object.keys(places)).toContain(events);
  expect(leaks(places, secrets)).toEqual([]);
});

test("the search for passwords finds one that is planted", async () => {
  const secrets = await stack.secrets();
  const label = `secure-redis.stack=secure-redis/${stack.name}`;
  const planted = await docker(
    "run",
    "--detach",
    "--label",
    label,
    "--entrypoint",
    "sh",
    image(),
    "-c",
    `sleep 60; : ${secrets[0]}`,
  );
  try {
    const name = (await docker("inspect", "--format", "{{.Name}}", planted)).slice(1);
    const found = leaks(await visiblePlaces(stack), secrets);
    expect(found).toEqual(
      expect.arrayContaining([`docker inspect ${name}`, `ps in ${name}`, "ps on the host"]),
    );
    expect(
      leaks(
        { "stack output --show-secrets": await stack.pulumi("stack", "output", "--show-secrets") },
        secrets,
      ),
    ).toHaveLength(1);
  } finally {
    await docker("rm", "--force", "--volumes", planted);
  }
});

describe("data written before survives", () => {
  const writeAll = async (prefix: string) =>
    withClient(await stack.output("url"), async (client) => {
      for (let i = 0; i < 500; i++) {
        await client.set(`${prefix}:${i}`, i);
      }
    });
  const countAll = async (prefix: string) =>
    withClient(await stack.output("url"), async (client) => {
      let found = 0;
      for (let i = 0; i < 500; i++) {
        found += (await client.get(`${prefix}:${i}`)) === String(i) ? 1 : 0;
      }
      return found;
    });
  const healthy = (name: string) =>
    eventually(
      "the server is healthy",
      async () => (await docker("inspect", "--format", "{{.State.Health.Status}}", name)) === "healthy",
    );

  test("a change of memory, which replaces the server: every acknowledged write", async () => {
    stack.configure({ memory: 192 });
    await writeAll("memory");
    const { stdout } = await stack.try("up", "--yes", "--skip-preview", "--json");
    expect(stepsOf(stdout)).toMatchObject({ "redis-server": "replace" });
    server = await stack.physical("redis-server");
    expect(await docker("inspect", "--format", "{{.HostConfig.Memory}}", server)).toBe(
      String(192 * 1024 * 1024),
    );
    expect(await countAll("memory")).toBe(500);
  });

  test("kill -9 of the server's process: every write older than a second", async () => {
    await writeAll("kill");
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const pid = await docker("inspect", "--format", "{{.State.Pid}}", server);
    // From inside Docker: its processes need not be this machine's.
    await docker("run", "--rm", "--pid", "host", "--user", "0", "--entrypoint", "kill", image(), "-9", pid);
    await eventually(
      "Docker has started it again",
      async () =>
        (await docker("inspect", "--format", "{{.State.Pid}} {{.State.Running}}", server)) !==
          `${pid} true` && (await ping(stack.port, password)) === "PONG",
    );
    await healthy(server);
    expect(await countAll("kill")).toBe(500);
  });

  test("docker rm -f of the container, then up --refresh: every write older than a second", async () => {
    await writeAll("rm");
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await docker("rm", "--force", server);
    expect(await ping(stack.port, password)).toBe("ECONNREFUSED");
    await stack.up("--refresh");
    server = await stack.physical("redis-server");
    expect(await ping(stack.port, password)).toBe("PONG");
    expect(await countAll("rm")).toBe(500);
  });
});
