import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { ping } from "./support/redis";
import { freePort } from "./support/shell";
import { root, Stack } from "./support/stack";

jest.setTimeout(600_000);

let own: Stack;
let other: Stack;
const stacks: Stack[] = [];
let ports: [number, number];

/** A stack of somebody else's that imports the package as npm would install it. */
async function consumer(): Promise<Stack> {
  ports = [await freePort(), await freePort()];
  const program = `
    import { SecureRedis } from "pulumi-secure-redis";
    const image = process.env.SECURE_REDIS_TEST_IMAGE;
    const one = new SecureRedis("one", { target: "docker", docker: { image, port: ${ports[0]} } });
    const two = new SecureRedis("two", { target: "docker", docker: { image, port: ${ports[1]}, persistence: false } });
    export const urls = [one.url, two.url];
    export const redacted = [one.redactedUrl, two.redactedUrl];
    export const derived = one.password.apply((password) => "password: " + password);
  `;
  const stack = await Stack.create({}, {}, program);
  stacks.push(stack);
  // The package is what npm packs, not the sources; its peers are the consumer's own.
  writeFileSync(join(stack.folder, "package.json"), '{"name": "consumer", "private": true}');
  rmSync(join(stack.folder, "components"));
  rmSync(join(stack.folder, "node_modules"));
  const modules = join(stack.folder, "node_modules");
  mkdirSync(modules);
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  // A package with a scope comes with the whole scope.
  const entries = Object.keys(dependencies).map((dependency) => String(dependency.split("/")[0]));
  for (const entry of new Set(["@pulumi", "tsx", ...entries])) {
    symlinkSync(join(root, "node_modules", entry), join(modules, entry));
  }
  const packed = await execa("npm", ["pack", "--json", "--pack-destination", stack.folder], { cwd: root });
  const [{ filename, files }] = JSON.parse(packed.stdout);
  expect(files.map(({ path }: { path: string }) => path)).toEqual(
    expect.arrayContaining([
      "dist/components/index.js",
      "dist/components/index.d.ts",
      "dist/client/index.js",
      "dist/cli/main.js",
      "LICENSE",
      "README.md",
    ]),
  );
  expect(files.filter(({ path }: { path: string }) => /^(lab|tests|bench)\//.test(path))).toEqual([]);
  await execa("tar", ["-xzf", join(stack.folder, filename), "-C", modules]);
  await execa("mv", [join(modules, "package"), join(modules, "pulumi-secure-redis")]);
  return stack;
}

beforeAll(async () => {
  own = await Stack.create();
  stacks.push(own);
  other = await consumer();
  await own.up();
  await other.up();
});

afterAll(async () => {
  for (const stack of stacks) {
    await stack.dispose();
    expect(await stack.traces()).toEqual({ containers: [], networks: [], volumes: [] });
  }
});

test("two instances in one stack and a second stack beside it each have a port and a password of their own", async () => {
  const passwords: string[] = JSON.parse(await other.output("urls")).map(
    (url: string) => new URL(url).password,
  );
  const all = [...ports, own.port];
  const owners = [...passwords, await own.password()];
  expect(new Set(owners).size).toBe(3);
  for (const [i, port] of all.entries()) {
    for (const [j, password] of owners.entries()) {
      expect(await ping(port, password)).toBe(i === j ? "PONG" : "WRONGPASS");
    }
  }
});

test("the password stays secret in what a consumer derives from it", async () => {
  const { stdout } = await other.try("stack", "output", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    urls: ["[secret]", "[secret]"],
    derived: "[secret]",
    redacted: ports.map((port) => `redis://:***@127.0.0.1:${port}/0`),
  });
});

test("destroying one stack leaves the other as it is", async () => {
  await other.pulumi("destroy", "--yes", "--skip-preview");
  expect(await other.traces()).toEqual({ containers: [], networks: [], volumes: [] });
  expect(await ping(own.port, await own.password())).toBe("PONG");
  await own.pulumi("preview", "--expect-no-changes");
});
