import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildStandIn, standInHash, standInVersion } from "../../../lab/aws/build";
import { afterwards, kill, scratch } from "../support";

jest.setTimeout(60_000);

test("the stand-in is one program that runs where there is no checkout, and serves", async () => {
  const folder = scratch();
  await buildStandIn(folder);
  const program = join(folder, "pulumi-resource-aws");
  expect(readFileSync(program, "utf8").startsWith("#!/usr/bin/env node\n")).toBe(true);
  expect(statSync(program).mode & 0o111).toBe(0o111);

  const child = spawn(program, ["127.0.0.1:9"], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: "pipe",
  });
  afterwards(() => kill(child));
  const [line] = await once(child.stdout, "data");
  expect(String(line)).toMatch(/^\d+\n$/);
});

test("its version is that of the npm package, its hash stays while nothing changes", () => {
  const { version } = JSON.parse(readFileSync(require.resolve("@pulumi/aws/package.json"), "utf8"));
  expect(standInVersion()).toBe(version);
  expect(standInHash()).toMatch(/^[0-9a-f]{12}$/);
  expect(standInHash()).toBe(standInHash());
});
