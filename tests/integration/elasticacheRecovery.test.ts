import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestAccount, testAccount } from "./support/aws";
import { interruptedUp } from "./support/interruption";
import { type Connection, connectionIn } from "./support/secret";
import { root, Stack } from "./support/stack";
import { type TlsEndpoint, tlsPing } from "./support/tls";

jest.setTimeout(600_000);

let account: TestAccount;
let stack: Stack;
let secretArn: string;
let endpoint: TlsEndpoint;

const deployed = async () => ((await connectionIn(account, secretArn)) as Connection).password;
const bump = () => {
  stack.rotation.generation = (stack.rotation.generation ?? 0) + 1;
  stack.configure({});
};

/** The project's own program, in which the secret's next version fails while FAIL_SECRET is set. */
const program = `import * as pulumi from "@pulumi/pulumi";
if (process.env.FAIL_SECRET) {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "aws:secretsmanager/secretVersion:SecretVersion"
      ? { props: { ...props, secretId: "arn:aws:secretsmanager:us-east-1:000000000000:secret:gone-aaaaaa" }, opts }
      : undefined,
  );
}
${readFileSync(join(root, "index.ts"), "utf8").replace("export =", "module.exports =")}`;

beforeAll(async () => {
  account = await testAccount();
  stack = await Stack.createOnAws(
    account,
    { deletionProtection: false, monitoring: { logs: false, dashboard: false } },
    {},
    program,
  );
  await stack.up();
  secretArn = await stack.output("secretArn");
  endpoint = { host: await stack.output("host"), port: 6379, ca: account.ca };
});

afterAll(async () => {
  await stack.dispose();
});

/** After an interruption whoever has the deployed password gets in; the next up brings the new one. */
async function converges(before: string): Promise<void> {
  expect(await tlsPing(endpoint, before)).toBe("PONG");
  expect(await tlsPing(endpoint, await deployed())).toBe("PONG");
  await stack.up();
  const after = await deployed();
  expect(after).not.toBe(before);
  expect(await stack.password()).toBe(after);
  expect(await tlsPing(endpoint, after)).toBe("PONG");
  await stack.pulumi("preview", "--expect-no-changes");
}

/** The same, and the password before logs in beside the new one. */
async function overlaps(before: string): Promise<void> {
  await converges(before);
  expect(await tlsPing(endpoint, before)).toBe("PONG");
}

async function killedAt(moment: RegExp): Promise<string> {
  const before = await deployed();
  bump();
  await interruptedUp(stack, moment, (up) => process.kill(up.pid ?? 0, "SIGKILL"));
  // What a killed engine leaves: a lock of the state, which Pulumi's own command removes.
  await stack.try("cancel", "--yes");
  return before;
}

test("an update that fails between token and secret: nobody is locked out, and the next up converges", async () => {
  const before = await deployed();
  bump();
  stack.env.FAIL_SECRET = "1";
  const failed = await stack.try("up", "--yes", "--skip-preview");
  delete stack.env.FAIL_SECRET;
  expect(failed.exitCode).not.toBe(0);
  expect(failed.output).toMatch(/redis-group updated/);
  expect(await deployed()).toBe(before);
  await overlaps(before);
});

test.each([
  ["once there is a new password", /redis-password created replacement/],
  ["between token and secret", /redis-connection-version creating replacement/],
  ["between secret and state", /redis-connection-version created replacement/],
])("an engine killed %s: nobody is locked out, and the next up converges", async (_, moment) => {
  await overlaps(await killedAt(moment));
});

// The state does not know then that the group has the token: it gets ROTATE for the same token twice.
test("an engine killed before it could note the group's answer: the next up converges", async () => {
  await converges(await killedAt(/redis-group updat/));
});

test("an engine stopped by Ctrl-C in mid-rotation: nobody is locked out, and the next up converges", async () => {
  const before = await deployed();
  bump();
  await interruptedUp(stack, /redis-group updating/, (up) => process.kill(up.pid ?? 0, "SIGINT"));
  await overlaps(before);
});

test("a rotation that is applied only after its grace still overlaps: nobody had the new password before", async () => {
  const before = await deployed();
  bump();
  const args = ["--target", "**redis-password", "--target", "**redis-rotated-at-*"];
  await stack.pulumi("up", "--yes", "--skip-preview", ...args);
  stack.env.SECURE_REDIS_NOW = new Date(Date.now() + 2 * 24 * 60 * 60 * 1000).toISOString();
  await stack.up();
  const after = await deployed();
  expect(after).not.toBe(before);
  expect(await tlsPing(endpoint, before)).toBe("PONG");
  expect(await tlsPing(endpoint, after)).toBe("PONG");
});
