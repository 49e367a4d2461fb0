import { usage } from "../../../lab/commands/up";
import { caFile } from "../../../lab/emulator/place";

const redisCli = (...args: Parameters<typeof usage>) => usage(...args).split("\n")[1];

test("with TLS redis-cli is told so, and on the emulator whom to trust", () => {
  expect(redisCli("dev", "redis://:***@127.0.0.1:6379/0", false)).toMatch(
    / redis-cli -h 127\.0\.0\.1 -p 6379$/,
  );
  const url = "rediss://:***@172.19.0.2:6379/0";
  expect(redisCli("prod", url, false)).toMatch(/ redis-cli --tls -h 172\.19\.0\.2 -p 6379$/);
  expect(redisCli("prod", url, true)).toContain(` redis-cli --tls --cacert ${caFile()} -h 172.19.0.2 `);
});

test("what destroys the stack is what it was deployed with", () => {
  expect(usage("prod", "rediss://:***@host:6379/0", true)).toMatch(
    /npm run down -- --emulator --stack prod$/,
  );
  expect(usage("dev", "redis://:***@host:6379/0", false)).toMatch(/npm run down$/);
});
