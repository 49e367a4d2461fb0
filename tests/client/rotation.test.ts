import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { underLoad } from "./support/child";
import { randomPassword, Server } from "./support/server";

let server: Server;
let folder: string;

beforeAll(async () => {
  server = await Server.start();
  folder = mkdtempSync(join(tmpdir(), "secure-redis-rotation-"));
}, 60_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.remove();
});

test("two rotations under load, the old password gone at once and the new one told late, fail only what was under way", async () => {
  const file = join(folder, "password");
  const passwords = [server.password, randomPassword(), randomPassword()] as const;
  const [first, second, third] = passwords;
  writeFileSync(file, first);
  const env = { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(server.port), PASSWORD_FILE: file };
  const { report, output } = await underLoad(env, async () => {
    await sleep(500);
    await server.rotate(first, second);
    // Meanwhile the client is refused with the old one.
    await sleep(700);
    writeFileSync(file, second);
    await sleep(1_500);
    await server.rotate(second, third);
    writeFileSync(file, third);
    await sleep(1_500);
  });
  const failed = Object.values(report.failed).reduce((sum, count) => sum + count, 0);
  expect(Object.keys(report.failed).filter((code) => code !== "REDIS_UNREACHABLE")).toEqual([]);
  // Four loops: no more than one command of each was unanswered when its connection was cut.
  expect(failed).toBeLessThanOrEqual(8);
  expect(report.commands).toBeGreaterThan(500);
  expect(report.asked).toBeGreaterThan(3);
  expect(output).toContain("WRONGPASS");
  expect(passwords.filter((password) => output.includes(password))).toEqual([]);
}, 60_000);
