import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import execa from "execa";
import { ping, withClient } from "./support/redis";
import { docker, freePort, run } from "./support/shell";
import { image, root } from "./support/stack";

jest.setTimeout(600_000);

const folder = mkdtempSync(join(tmpdir(), "secure-redis-checkout-"));
const devFile = join(folder, "Pulumi.dev.yaml");
let port: number;

const npm = (...args: string[]) =>
  run("npm", args, { cwd: folder, env: { PATH: `${join(folder, "bin")}:${process.env.PATH}` } });

/** Files of the checkout as git sees them, in a folder of their own, so that nothing of the person's is touched. */
beforeAll(async () => {
  const { stdout } = await execa("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  for (const file of stdout.split("\n")) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  port = await freePort();
  writeFileSync(
    devFile,
    `# a comment\nconfig:\n  secure-redis:target: docker\n  secure-redis:docker:\n    port: ${port}\n`,
  );
  // The machine may have no redis-cli; the image has the real one.
  mkdirSync(join(folder, "bin"));
  const cli = join(folder, "bin", "redis-cli");
  writeFileSync(
    cli,
    `#!/bin/sh\nexec docker run --rm --network host --volume ${folder}:${folder}:ro --env REDISCLI_AUTH --entrypoint redis-cli ${image()} "$@"\n`,
  );
  chmodSync(cli, 0o755);
});

afterAll(async () => {
  await npm("run", "down");
  rmSync(folder, { recursive: true });
});

test("up ends with the redacted URL and three lines, each of which works as printed", async () => {
  const before = readFileSync(devFile, "utf8");
  const { exitCode, stdout } = await npm("run", "--silent", "up");
  expect(exitCode).toBe(0);
  const lines = stdout.trimEnd().split("\n").slice(-5);
  expect(lines[0]).toBe(`redis://:***@127.0.0.1:${port}/0`);
  const [secretUrl, redisCli, destroy] = lines.slice(2).map((line) => line.replace(/^ {2}[\w -]+: +/, ""));

  const shell = (command = "") =>
    run("sh", ["-c", command], { cwd: folder, env: { PATH: `${join(folder, "bin")}:${process.env.PATH}` } });
  const url = (await shell(secretUrl)).stdout;
  expect(url).toMatch(new RegExp(`^redis://:[A-Za-z0-9]{48}@127.0.0.1:${port}/0$`));
  expect(await withClient(url, (client) => client.ping())).toBe("PONG");
  expect((await shell(`${redisCli} ping`)).stdout).toBe("PONG");

  expect(statSync(join(folder, ".pulumi-local", "passphrase")).mode & 0o777).toBe(0o600);
  expect((await npm("run", "pulumi", "--", "preview", "--expect-no-changes")).exitCode).toBe(0);
  expect((await shell(destroy)).exitCode).toBe(0);
  expect(await ping(port)).toBe("ECONNREFUSED");
  expect(readFileSync(devFile, "utf8")).toBe(before);
  expect(JSON.parse((await npm("run", "--silent", "pulumi", "--", "stack", "ls", "--json")).stdout)).toEqual(
    [],
  );
  expect((await npm("run", "down")).output).toContain("there is no stack dev");
});

test("data that is to be kept outlives the stack and is taken up again", async () => {
  const networks = () =>
    docker("network", "ls", "--quiet", "--filter", "label=secure-redis.stack=secure-redis/dev");
  // The person's own stack dev may be up beside this one.
  const others = await networks();
  await npm("run", "pulumi", "--", "stack", "init", "dev");
  await npm("run", "pulumi", "--", "config", "set", "--path", "docker.keepData", "true");
  expect((await npm("run", "up")).exitCode).toBe(0);
  const url = async () =>
    (await npm("run", "--silent", "pulumi", "--", "stack", "output", "url", "--show-secrets")).stdout;
  await withClient(await url(), (client) => client.set("kept", "yes"));

  const { output } = await npm("run", "down");
  const volume = /kept the data in volume (\S+);/.exec(output)?.[1] ?? "";
  expect(volume).toMatch(/^redis-data-/);
  expect(await docker("volume", "ls", "--quiet", "--filter", `name=${volume}`)).toBe(volume);
  expect(await docker("ps", "--all", "--quiet", "--filter", `volume=${volume}`)).toBe("");
  expect(await networks()).toBe(others);

  const kept = readFileSync(devFile, "utf8");
  writeFileSync(devFile, kept.replace("keepData: true", `dataVolume: ${volume}`));
  expect((await npm("run", "up")).exitCode).toBe(0);
  expect(await withClient(await url(), (client) => client.get("kept"))).toBe("yes");
  await npm("run", "down");
  expect(await docker("volume", "ls", "--quiet", "--filter", `name=${volume}`)).toBe(volume);
  await docker("volume", "rm", volume);
});

test("rotate gives a new password now, and refuses while an earlier rotation is not deployed", async () => {
  const url = async () =>
    (await npm("run", "--silent", "pulumi", "--", "stack", "output", "url", "--show-secrets")).stdout;
  expect((await npm("run", "rotate")).output).toContain("there is no stack dev to rotate");
  writeFileSync(devFile, readFileSync(devFile, "utf8").replace(/^ *(dataVolume|keepData):.*\n/m, ""));
  expect((await npm("run", "up")).exitCode).toBe(0);
  const first = await url();
  expect((await npm("run", "rotate")).exitCode).toBe(0);
  const second = await url();
  expect(second).not.toBe(first);
  expect(await withClient(first, (client) => client.ping())).toBe("PONG");
  expect((await npm("run", "rotate", "--", "--finish")).output).toContain("there is no rotation to finish");

  // What an interrupted rotation leaves: the config ahead of the state.
  await npm("run", "pulumi", "--", "config", "set", "--path", "rotation.generation", "2");
  const refused = await npm("run", "rotate");
  expect(refused.exitCode).not.toBe(0);
  expect(refused.output).toContain("rotation.generation is 2 in Pulumi.dev.yaml and 1 in what is deployed");
  expect((await npm("run", "rotate", "--", "--finish")).exitCode).toBe(0);
  expect(await url()).not.toBe(second);
  expect((await npm("run", "down")).exitCode).toBe(0);
});

describe("the prod stack", () => {
  const prod = ["--", "--stack", "prod"];
  const emulated = [...prod, "--emulator"];
  const output = (name: string) =>
    npm("run", "--silent", "pulumi", ...prod, "stack", "output", name, "--show-secrets").then(
      ({ stdout }) => stdout,
    );

  test("says without an AWS account what to do, and creates nothing", async () => {
    const { exitCode, output: said } = await npm("run", "up", ...prod);
    expect(exitCode).not.toBe(0);
    expect(said).toMatch(/--emulator|elasticache\.vpcId/);
  });

  test("comes up on the emulator, is used there as printed, rotates, and goes without a trace", async () => {
    const before = readFileSync(join(folder, "Pulumi.prod.yaml"), "utf8");
    const up = await npm("run", "--silent", "up", ...emulated);
    expect(up.exitCode).toBe(0);
    const [, redacted = "", , secretUrl = "", cli = "", destroy = ""] = up.stdout
      .trimEnd()
      .split("\n")
      .slice(-6);
    expect(redacted).toMatch(/^rediss:\/\/:\*\*\*@[\d.]+:6379\/0$/);
    const url = await output("url");
    expect(up.stdout).not.toContain(new URL(url).password);
    expect((await run("sh", ["-c", secretUrl.replace("secret URL:", "")], { cwd: folder })).stdout).toBe(url);
    const ping = await run("sh", ["-c", `${cli.replace(/^ *redis-cli: */, "")} ping`], {
      cwd: folder,
      env: { PATH: `${join(folder, "bin")}:${process.env.PATH}` },
    });
    expect(ping.output).toContain("PONG");
    expect(destroy).toContain("npm run down -- --emulator --stack prod");

    expect((await npm("run", "up", ...prod)).exitCode).not.toBe(0);
    expect((await npm("run", "rotate", ...prod)).exitCode).toBe(0);
    expect(await output("url")).not.toBe(url);
    expect((await npm("run", "down", ...emulated)).exitCode).toBe(0);
    expect(readFileSync(join(folder, "Pulumi.prod.yaml"), "utf8")).toBe(before);
    expect(existsSync(join(folder, ".pulumi-local", "emulator", "server"))).toBe(false);
  });
});
