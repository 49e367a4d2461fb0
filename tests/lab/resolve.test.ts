import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { versions } from "../../lab/versions";
import { freshCache, listen, loadLab, scratch, script, setEnv } from "./support";

const download = "../../lab/engine/download";

let cache: string;
let bin: string;
let said: () => string;

beforeEach(() => {
  cache = freshCache();
  bin = scratch();
  said = listen();
  setEnv({ PATH: bin, PULUMI_CREDENTIALS_PATH: undefined, PULUMI_HOME: "/home/of/the/user" });
});

afterEach(() => jest.dontMock(download));

/** Has the release server be one that gives this. */
function release(answer: () => Promise<string | undefined>): jest.Mock {
  const downloadEngine = jest.fn(answer);
  jest.doMock(download, () => ({ downloadEngine }));
  return downloadEngine;
}

function makeBuilt(): string {
  const { engineFolder } = loadLab();
  mkdirSync(engineFolder(), { recursive: true });
  return engineFolder();
}

test("a pulumi on the PATH wins over the cache and is left as it is", async () => {
  const downloadEngine = release(async () => "/release");
  script(bin, "pulumi", "echo v9.8.7");
  makeBuilt();
  const { resolveEngine } = loadLab();

  const engine = await resolveEngine();
  expect(engine.env).toEqual({});
  expect(engine.origin).toContain("v9.8.7");
  expect(said()).toContain("v9.8.7");
  expect(downloadEngine).not.toHaveBeenCalled();
});

test.each(["no pulumi", "one that does not run"])(
  "with %s on the PATH the built engine in the cache is taken, with its own plugins and the user's login",
  async (title) => {
    const downloadEngine = release(async () => "/release");
    if (title !== "no pulumi") {
      script(bin, "pulumi", "exit 1");
    }
    const built = makeBuilt();
    const { resolveEngine } = loadLab();

    expect((await resolveEngine()).env).toEqual({
      PATH: `${join(built, "bin")}:${bin}`,
      PULUMI_HOME: join(built, "home"),
      PULUMI_CREDENTIALS_PATH: "/home/of/the/user",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
    expect(downloadEngine).not.toHaveBeenCalled();
  },
);

test("a release that was downloaded before comes next, with the user's own plugins", async () => {
  const official = join(cache, `official-${versions.engine}-${process.platform}-${process.arch}`);
  mkdirSync(official, { recursive: true });
  const { resolveEngine } = loadLab();

  const engine = await resolveEngine();
  expect(engine.env).toEqual({ PATH: `${join(official, "bin")}:${bin}` });
  expect(engine.origin).toContain(official);
});

test("with none of these the engine is built, which takes Go", async () => {
  const downloadEngine = release(async () => undefined);
  const { resolveEngine } = loadLab();
  await expect(resolveEngine()).rejects.toThrow("needs Go");
  expect(downloadEngine).toHaveBeenCalledTimes(1);
});

test("a release that is not what it says is no reason to build instead", async () => {
  release(async () => {
    throw new Error("another checksum");
  });
  const { resolveEngine } = loadLab();
  await expect(resolveEngine()).rejects.toThrow("another checksum");
});
