import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { localState, resolveState } from "../../lab/state";
import { listen, scratch, setEnv, startNode } from "./support";

const paths = { localFolder: "" };

// The checkout's own state is not the tests' to make.
jest.mock("../../lab/paths", () => ({
  ...jest.requireActual("../../lab/paths"),
  get localFolder() {
    return paths.localFolder;
  },
}));

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test("the local state is its owner's alone, and its passphrase is made once", () => {
  const folder = join(scratch(), "deep", "local");
  const env = localState(folder);
  const passphrase = join(folder, "passphrase");
  expect(env).toEqual({
    PULUMI_BACKEND_URL: `${pathToFileURL(join(folder, "state")).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphrase,
  });
  expect(mode(folder)).toBe("700");
  expect(mode(join(folder, "state"))).toBe("700");
  expect(mode(passphrase)).toBe("600");
  const first = readFileSync(passphrase, "utf8");
  expect(first).toMatch(/^[0-9a-f]{64}$/);

  expect(localState(folder)).toEqual(env);
  expect(readFileSync(passphrase, "utf8")).toBe(first);
  expect(mode(passphrase)).toBe("600");

  const other = join(scratch(), "other");
  localState(other);
  expect(readFileSync(join(other, "passphrase"), "utf8")).not.toBe(first);
});

describe("the user's own backend", () => {
  let login: string;
  let said: () => string;

  beforeEach(() => {
    login = scratch();
    paths.localFolder = join(scratch(), "local");
    said = listen();
    setEnv({
      PULUMI_BACKEND_URL: undefined,
      PULUMI_ACCESS_TOKEN: undefined,
      PULUMI_CREDENTIALS_PATH: login,
    });
  });

  test("by PULUMI_BACKEND_URL is used as it is", () => {
    setEnv({ PULUMI_BACKEND_URL: "s3://bucket" });
    expect(resolveState()).toEqual({});
    expect(said()).toContain("s3://bucket");
  });

  test("by an access token is used as it is, and the token is not shown", () => {
    setEnv({ PULUMI_ACCESS_TOKEN: "pul-secret" });
    expect(resolveState()).toEqual({});
    expect(said()).not.toContain("pul-secret");
  });

  test("by a login is used as it is", () => {
    writeFileSync(join(login, "credentials.json"), '{"current":"https://api.example"}');
    expect(resolveState()).toEqual({});
    expect(said()).toContain("https://api.example");
  });

  test.each([undefined, "{}", '{"current":""}'])(
    "is none with %j as the login: the state is local",
    (text) => {
      if (text !== undefined) {
        writeFileSync(join(login, "credentials.json"), text);
      }
      expect(resolveState()).toEqual(localState(paths.localFolder));
      expect(said()).toContain(`state: ${paths.localFolder},`);
    },
  );

  test("and without one, a passphrase of the user's environment is theirs to give", () => {
    setEnv({ PULUMI_CONFIG_PASSPHRASE: "theirs", PULUMI_CONFIG_PASSPHRASE_FILE: undefined });
    expect(Object.keys(resolveState())).toEqual(["PULUMI_BACKEND_URL"]);
    expect(said()).toContain("with the passphrase of your environment");
  });
});

test("processes that make the passphrase at once agree on one, and leave nothing half-written", async () => {
  const folder = join(scratch(), "local");
  const script = `console.log(require("./lab/state").localState(${JSON.stringify(folder)}).PULUMI_CONFIG_PASSPHRASE_FILE)`;
  const { exitCodes } = await runTogether(4, script);
  expect(exitCodes).toEqual([0, 0, 0, 0]);
  expect(readdirSync(folder).sort()).toEqual(["passphrase", "state"]);
  expect(readFileSync(join(folder, "passphrase"), "utf8")).toMatch(/^[0-9a-f]{64}$/);
});

async function runTogether(count: number, script: string) {
  const children = Array.from({ length: count }, () => startNode(["-e", script]));
  const exitCodes = await Promise.all(
    children.map((child) => new Promise((resolve) => child.once("exit", resolve))),
  );
  return { exitCodes };
}
