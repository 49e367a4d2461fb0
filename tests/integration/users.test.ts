import { presetCommands } from "../support/presetCommands";
import { leaks, visiblePlaces } from "./support/leaks";
import { ping, pingUrl } from "./support/redis";
import { run } from "./support/shell";
import { Stack } from "./support/stack";
import { programWithUsers, type UserOutput, usersOf, verdict, withPassword } from "./support/users";

jest.setTimeout(600_000);

const reach = { keys: ["app:*", "%R~shared:*", "%W~inbox:*"], channels: ["news:*"] };

let stack: Stack;
let users: Record<"app" | "report" | "watch" | "wide", UserOutput>;

beforeAll(async () => {
  stack = await Stack.create({}, {}, programWithUsers);
  stack.users = {
    app: { preset: "readwrite", ...reach },
    report: { preset: "readonly", ...reach },
    watch: { preset: "monitor", ...reach },
    wide: { everything: true, commands: ["+@all", "+@slow"], keys: ["*"], channels: ["*"] },
  };
  stack.configure({});
  await stack.up();
  users = (await usersOf(stack)) as typeof users;
});

afterAll(async () => {
  await stack.dispose();
  expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
});

describe("logins", () => {
  test("each user has a password of its own, and its redacted URL names the user", async () => {
    const all = Object.values(users);
    expect(new Set(all.map(({ password }) => password)).size).toBe(4);
    expect(await Promise.all(all.map(({ url }) => pingUrl(url)))).toEqual(all.map(() => "PONG"));
    expect(users.report.redactedUrl).toBe(`redis://report:***@127.0.0.1:${stack.port}/0`);
    expect(await stack.output("url")).toBe(users.app.url);
  });

  test("one user's password lets in no other", async () => {
    expect(await pingUrl(withPassword(users.app.url, users.report.password))).toBe("WRONGPASS");
  });

  test("the default user is off: without a password and with any it is refused", async () => {
    expect(await ping(stack.port)).toBe("NOAUTH");
    for (const password of await stack.secrets()) {
      expect(await ping(stack.port, password)).toBe("WRONGPASS");
    }
  });

  test("a second up changes nothing", async () => {
    await stack.pulumi("up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes");
  });
});

describe("permissions", () => {
  const table = presetCommands.flatMap(({ allowed, commands }) =>
    commands.map((command) => ({ command, allowed })),
  );

  /** What becomes of each command, and what is expected to. */
  async function verdicts(url: string, expected: Record<string, string>): Promise<void> {
    const found: Record<string, string> = {};
    for (const command of Object.keys(expected)) {
      found[command] = await verdict(url, command);
    }
    expect(found).toEqual(expected);
  }

  test.each([
    ["app", "readwrite"],
    ["report", "readonly"],
    ["watch", "monitor"],
  ] as const)("%s with the preset %s may do what the table says, and no more of it", async (user, preset) => {
    const expected = Object.fromEntries(
      table.map(({ command, allowed }) => [command, allowed.includes(preset) ? "allowed" : "denied"]),
    );
    for (const answer of ["allowed", "denied"]) {
      expect(Object.values(expected).filter((each) => each === answer).length).toBeGreaterThanOrEqual(20);
    }
    await verdicts(users[user].url, expected);
  });

  test("keys and channels outside the patterns are denied, to scripts as well", async () => {
    await verdicts(users.app.url, {
      "GET app:text": "allowed",
      "GET other": "denied",
      "SET other value": "denied",
      "MGET app:text other": "denied",
      "COPY app:text other": "denied",
      "EVAL return(redis.call('GET','app:text')) 1 app:text": "allowed",
      "EVAL return(redis.call('GET','other')) 1 app:text": "denied",
      "EVAL return(redis.call('GET',KEYS[1])) 1 other": "denied",
      "PUBLISH news:today message": "allowed",
      "PUBLISH other message": "denied",
      "SUBSCRIBE other": "denied",
      "PSUBSCRIBE *": "denied",
    });
  });

  test("%R lets read alone and %W write alone", async () => {
    await verdicts(users.app.url, {
      "GET shared:a": "allowed",
      "SET shared:a value": "denied",
      "GETDEL shared:a": "denied",
      "SET inbox:a value": "allowed",
      "GET inbox:a": "denied",
      "COPY inbox:a app:a": "denied",
    });
  });

  test("a user with everything may do everything but what is denied to everybody", async () => {
    await verdicts(users.wide.url, {
      "GET anything": "allowed",
      "KEYS *": "allowed",
      FLUSHDB: "allowed",
      "CLIENT LIST": "allowed",
      "PUBLISH anything message": "allowed",
      "ACL SETUSER mallory": "denied",
      "ACL LIST": "denied",
      "CONFIG GET maxmemory": "denied",
      "MODULE LIST": "denied",
      "REPLICAOF no one": "denied",
      "SHUTDOWN nosave": "denied",
    });
  });

  test("the ops user keeps the users, and can read no data", async () => {
    const server = await stack.physical("redis-server");
    const ops = async (command: string) => {
      const script = `REDISCLI_AUTH="$(cat /etc/redis/ops-password)" redis-cli --user ops ${command}`;
      return (await run("docker", ["exec", server, "sh", "-c", script])).output;
    };
    expect(await ops("ping")).toBe("PONG");
    for (const command of [
      "get app:text",
      "set app:text v",
      "keys '*'",
      "scan 0",
      "eval 'return 0' 0",
      "subscribe news:a",
      "monitor",
      "client list",
      "info",
      "config get '*'",
      "flushall",
      "acl getuser app",
    ]) {
      expect(`${command}: ${await ops(command)}`).toContain("NOPERM");
    }
  });
});

test("no user's password stands where others can look", async () => {
  const secrets = await stack.secrets();
  expect(secrets).toHaveLength(6);
  expect(secrets).toEqual(expect.arrayContaining(Object.values(users).map(({ password }) => password)));
  stack.users = { ...stack.users, more: { preset: "readonly" } };
  stack.configure({});
  const places = {
    "preview --diff": await stack.pulumi("preview", "--diff"),
    "up --diff": await stack.up("--diff"),
    ...(await visiblePlaces(stack)),
  };
  expect(leaks(places, await stack.secrets())).toEqual([]);
});
