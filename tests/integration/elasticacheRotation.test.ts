import { type TestAccount, testAccount } from "./support/aws";
import { underLoad } from "./support/load";
import { type Connection, connectionIn } from "./support/secret";
import { Stack } from "./support/stack";
import { type TlsEndpoint, tlsPing } from "./support/tls";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;
let secretArn: string;
let endpoint: TlsEndpoint;
/** Every password so far, the oldest first. */
const passwords: string[] = [];

const day = 24 * 60 * 60 * 1000;
const current = async () => (await connectionIn(account, secretArn)) as Connection;
const answers = () => Promise.all(passwords.map((password) => tlsPing(endpoint, password)));

async function rotate(): Promise<void> {
  stack.rotation.generation = (stack.rotation.generation ?? 0) + 1;
  stack.configure({});
  await stack.up();
}

/** Logs in with whatever the secret holds, again and again, until `work` has ended; yields every answer but PONG. */
async function polling(work: () => Promise<unknown>): Promise<{ refusals: string[]; polls: number }> {
  let running = true;
  let polls = 0;
  const refusals: string[] = [];
  const poll = async () => {
    while (running) {
      const answer = await tlsPing(endpoint, (await current()).password);
      polls += 1;
      if (answer !== "PONG") {
        refusals.push(answer);
      }
    }
  };
  const poller = poll();
  try {
    await work();
  } finally {
    running = false;
    await poller;
  }
  return { refusals, polls };
}

beforeAll(async () => {
  account = await testAccount();
  // What is watched and backed up is the same whether the password changes or not.
  stack = await Stack.createOnAws(account, {
    deletionProtection: false,
    monitoring: { logs: false, dashboard: false },
  });
  await stack.up();
  secretArn = await stack.output("secretArn");
  const { host, port, password } = await current();
  endpoint = { host, port, ca: account.ca };
  passwords.push(password);
});

afterAll(async () => {
  await stack.dispose();
});

test("a rotation under load drops no client, and the secret never holds what the group refuses", async () => {
  let polled: Awaited<ReturnType<typeof polling>> | undefined;
  const report = await underLoad(
    (await current()).url,
    async () => {
      polled = await polling(rotate);
    },
    { tls: { ca: account.ca } },
  );
  passwords.push((await current()).password);

  const rate = Math.round(report.commands / report.seconds);
  process.stderr.write(
    `rotation over TLS under load: ${report.commands} commands (${rate}/s), ${report.connects} connects, ${report.errors.length} errors, longest stall ${report.longestStall.toFixed(1)} ms; ${polled?.polls} polls of the secret\n`,
  );
  expect(report.errors).toEqual([]);
  expect(report.commands).toBeGreaterThan(500);
  expect(polled?.refusals).toEqual([]);
  expect(polled?.polls).toBeGreaterThan(10);
});

test("in the overlap both log in; the secret's versions are the new password and the one before", async () => {
  expect(new Set(passwords).size).toBe(2);
  expect(await answers()).toEqual(["PONG", "PONG"]);
  expect(await stack.password()).toBe(passwords[1]);
  expect((await connectionIn(account, secretArn, "AWSPREVIOUS"))?.password).toBe(passwords[0]);
  await stack.pulumi("preview", "--expect-no-changes");
});

test("a second rotation within the overlap: the newest two log in, the third does not", async () => {
  await rotate();
  passwords.push((await current()).password);
  expect(await answers()).toEqual(["WRONGPASS", "PONG", "PONG"]);
});

test("after the grace the next up ends the overlap, and the one after changes nothing", async () => {
  const ends = Date.parse(await stack.output("overlapEndsAt"));
  stack.env.SECURE_REDIS_NOW = new Date(ends - 60_000).toISOString();
  await stack.pulumi("preview", "--expect-no-changes");
  stack.env.SECURE_REDIS_NOW = new Date(ends + 60_000).toISOString();
  const { polls, refusals } = await polling(() => stack.up());
  expect(polls).toBeGreaterThan(0);
  expect(refusals).toEqual([]);
  expect(await answers()).toEqual(["WRONGPASS", "WRONGPASS", "PONG"]);
  expect((await current()).password).toBe(passwords[2]);
  expect((await connectionIn(account, secretArn, "AWSPREVIOUS"))?.password).toBe(passwords[1]);
  await stack.pulumi("preview", "--expect-no-changes");
});

test("with three windows missed, the password deployed before still logs in beside the new one", async () => {
  const next = Date.parse(await stack.output("nextRotationAt"));
  stack.env.SECURE_REDIS_NOW = new Date(next + 3 * 90 * day).toISOString();
  await stack.up("--refresh");
  passwords.push((await current()).password);
  expect(await answers()).toEqual(["WRONGPASS", "WRONGPASS", "PONG", "PONG"]);
});
