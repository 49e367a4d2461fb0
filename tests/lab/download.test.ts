import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import execa from "execa";
import * as tar from "tar";
import { versions } from "../../lab/versions";
import { afterwards, freshCache, listen, loadLab, scratch, script } from "./support";

const archive = `pulumi-v${versions.engine}-${process.platform}-${process.arch}.tar.gz`;
const checksums = `pulumi-${versions.engine}-checksums.txt`;

let cache: string;
let said: () => string;

beforeEach(() => {
  cache = freshCache();
  said = listen();
});

/** Runs a release server until the end of the test; returns its address and the paths it was asked for. */
async function serve(answer: RequestListener): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.url).slice(1));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterwards(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Serves these files and nothing else. */
function files(content: Record<string, string | Buffer>): RequestListener {
  return (request, response) => {
    const body = content[String(request.url).slice(1)];
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body);
  };
}

async function pack(): Promise<Buffer> {
  const folder = scratch();
  mkdirSync(join(folder, "pulumi"));
  script(join(folder, "pulumi"), "pulumi", "echo from the release");
  const file = join(folder, "release.tar.gz");
  await tar.create({ file, cwd: folder, gzip: true }, ["pulumi"]);
  return readFileSync(file);
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** What the cache holds besides locks. */
function cached(): string[] {
  return readdirSync(cache).filter((name) => name !== "locks");
}

test("the release is installed once, so that its pulumi runs, and the second call asks for nothing", async () => {
  const { downloadEngine } = loadLab();
  const body = await pack();
  const lines = `${"0".repeat(64)}  pulumi-v${versions.engine}-other-x64.tar.gz\n${sha256(body)}  ${archive}\n`;
  const { base, asked } = await serve(files({ [checksums]: lines, [archive]: body }));

  const folder = await downloadEngine(base);
  expect(folder).toBe(join(cache, `official-${versions.engine}-${process.platform}-${process.arch}`));
  expect((await execa(join(String(folder), "bin", "pulumi"))).stdout).toBe("from the release");
  expect(readdirSync(join(String(folder), "bin"))).toEqual(["pulumi"]);
  expect(readdirSync(String(folder))).toEqual(["bin"]);
  expect(asked).toEqual([checksums, archive]);

  expect(await downloadEngine(base)).toBe(folder);
  expect(asked).toHaveLength(2);
});

test("an archive with another checksum is an error that names both, and nothing is installed", async () => {
  const { downloadEngine, LabError } = loadLab();
  const body = await pack();
  const promised = "a".repeat(64);
  const { base } = await serve(files({ [checksums]: `${promised}  ${archive}\n`, [archive]: body }));

  const error = await downloadEngine(base).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LabError);
  expect(String(error)).toContain(promised);
  expect(String(error)).toContain(sha256(body));
  expect(cached()).toEqual([]);
});

test("an archive that the checksums promise and the server lacks is an error", async () => {
  const { downloadEngine, LabError } = loadLab();
  const { base } = await serve(files({ [checksums]: `${"a".repeat(64)}  ${archive}\n` }));

  const error = await downloadEngine(base).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LabError);
  expect(String(error)).toContain("404");
  expect(cached()).toEqual([]);
});

test("a release without an archive for this machine is no engine, and no error", async () => {
  const { downloadEngine } = loadLab();
  const other = `pulumi-v${versions.engine}-other-x64.tar.gz`;
  const { base, asked } = await serve(files({ [checksums]: `${"a".repeat(64)}  ${other}\n` }));

  expect(await downloadEngine(base)).toBeUndefined();
  expect(said()).toContain(archive);
  expect(asked).toEqual([checksums]);
});

test("a server without the release is no engine, and no error", async () => {
  const { downloadEngine } = loadLab();
  const { base } = await serve(files({}));
  expect(await downloadEngine(base)).toBeUndefined();
});

test("where nobody listens there is no engine, at once", async () => {
  const { downloadEngine } = loadLab();
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));

  const begin = Date.now();
  expect(await downloadEngine(`http://127.0.0.1:${port}`)).toBeUndefined();
  expect(Date.now() - begin).toBeLessThan(2_000);
  expect(said()).toContain("cannot be reached");
});

test.each([
  ["takes the connection and never answers", () => {}],
  [
    "begins an answer and never ends it",
    (_request, response) => {
      response.write("0000");
    },
  ],
] as [string, RequestListener][])(
  "a server that %s is given up after the patience",
  async (_title, answer) => {
    const { downloadEngine } = loadLab();
    const { base, asked } = await serve(answer);

    const begin = Date.now();
    expect(await downloadEngine(base, 150)).toBeUndefined();
    expect(Date.now() - begin).toBeGreaterThanOrEqual(140);
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect(asked).toEqual([checksums]);
  },
);

test("what a killed download left behind is not taken for the release", async () => {
  const { downloadEngine } = loadLab();
  const left = join(cache, `official-${versions.engine}-${process.platform}-${process.arch}.partial`, "bin");
  mkdirSync(left, { recursive: true });
  script(left, "half", "exit 1");
  const body = await pack();
  const { base } = await serve(files({ [checksums]: `${sha256(body)}  ${archive}\n`, [archive]: body }));

  const folder = String(await downloadEngine(base));
  expect(readdirSync(join(folder, "bin"))).toEqual(["pulumi"]);
  expect(existsSync(left)).toBe(false);
});
