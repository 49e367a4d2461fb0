import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { destroyOnEmulator } from "../../../lab/emulator/destroy";
import { caFile, serverFolder, stackFileOnEmulator } from "../../../lab/emulator/place";
import { type RunningEmulator, writeRecord } from "../../../lab/emulator/record";
import { joinEmulator, openOnEmulator, openWhereItIs, refuseOnEmulator } from "../../../lab/emulator/session";
import { startEmulator } from "../../../lab/emulator/start";
import { stopEmulator } from "../../../lab/emulator/stop";
import { LabError } from "../../../lab/report";
import { Session } from "../../../lab/session";
import { listen, scratch, setEnv, startNode } from "../support";

const paths = { root: "", localFolder: "", cache: "" };

jest.mock("../../../lab/paths", () => ({
  ...jest.requireActual("../../../lab/paths"),
  get root() {
    return paths.root;
  },
  get localFolder() {
    return paths.localFolder;
  },
  get cache() {
    return paths.cache;
  },
}));
jest.mock("../../../lab/engine/resolve", () => ({
  ...jest.requireActual("../../../lab/engine/resolve"),
  resolveEngine: async () => ({ origin: "", env: { PULUMI_HOME: "/home" }, built: "/built" }),
}));
jest.mock("../../../lab/emulator/awsPlugin", () => ({
  awsPluginEnv: async () => ({ PULUMI_HOME: "/home-aws" }),
}));
jest.mock("../../../lab/emulator/start", () => ({ startEmulator: jest.fn() }));
jest.mock("../../../lab/emulator/stop", () => ({ stopEmulator: jest.fn() }));
jest.mock("../../../lab/emulator/vpc", () => ({
  prepareNetwork: async () => ({ vpcId: "vpc-emulated", subnetIds: [] }),
}));

const prod = "# theirs\nconfig:\n  secure-redis:target: elasticache\n  aws:profile: production\n";
let said: () => string;
let prodFile: string;

beforeEach(() => {
  jest.clearAllMocks();
  paths.root = scratch();
  paths.localFolder = join(paths.root, ".pulumi-local");
  paths.cache = scratch();
  prodFile = join(paths.root, "Pulumi.prod.yaml");
  writeFileSync(prodFile, prod);
  writeFileSync(
    join(paths.root, "Pulumi.dev.yaml"),
    "config:\n  secure-redis:target: docker\nencryptionsalt: v1:theirs\n",
  );
  for (const file of ["Pulumi.yaml", "package.json", "tsconfig.json", "index.ts"]) {
    writeFileSync(join(paths.root, file), "");
  }
  for (const folder of ["components", "node_modules"]) {
    mkdirSync(join(paths.root, folder));
    writeFileSync(join(paths.root, folder, "kept"), "");
  }
  jest.mocked(startEmulator).mockImplementation(async () => start());
  said = listen();
});

/** An emulator as far as its record and its process go. */
function start(): RunningEmulator {
  const name = `emulator-${basename(paths.root)}`;
  const child = startNode(["-e", "setInterval(() => {}, 1000)", name]);
  mkdirSync(serverFolder(), { recursive: true });
  const emulator = {
    ...{ name, folder: serverFolder(), port: 1, endpoint: "http://127.0.0.1:1", network: name },
    ...{ account: "123456789012", caCertificate: "PEM", pid: child.pid ?? 0 },
  };
  writeRecord(emulator);
  return emulator;
}

/** Has the emulator's process die, as far as the record goes. */
function die(): void {
  const record = join(serverFolder(), "emulator.json");
  writeFileSync(record, readFileSync(record, "utf8").replace(/"pid": \d+/, '"pid": 1'));
}

test("a stack on the emulator has a backend, passphrase, project and login of its own, and no credentials", async () => {
  setEnv({
    PULUMI_ACCESS_TOKEN: "pul-theirs",
    PULUMI_BACKEND_URL: "s3://theirs",
    PULUMI_CONFIG_PASSPHRASE: "theirs",
    AWS_PROFILE: "theirs",
  });
  const { env, place } = await openOnEmulator("prod");
  const folder = join(paths.localFolder, "emulator");
  expect(place.folder).toBe(join(folder, "project"));
  expect(env).toMatchObject({
    PULUMI_HOME: "/home-aws",
    PULUMI_BACKEND_URL: `${pathToFileURL(join(folder, "state")).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE_FILE: join(folder, "passphrase"),
    PULUMI_CREDENTIALS_PATH: join(folder, "login"),
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_PROFILE: "",
  });
  // Undefined takes a variable of the user's away from the CLI.
  expect({ ...process.env, ...env }).toMatchObject({
    PULUMI_ACCESS_TOKEN: undefined,
    PULUMI_CONFIG_PASSPHRASE: undefined,
  });
  expect(said()).toContain("not on AWS");
});

test("its file is made from the checkout's, which stays as it is, and what it was given is told", async () => {
  const { place } = await openOnEmulator("prod");
  const text = readFileSync(join(place.folder, "Pulumi.prod.yaml"), "utf8");
  expect(text).toContain("vpcId: vpc-emulated");
  expect(text).toContain("caCertificate: PEM");
  expect(text).not.toContain("aws:profile");
  expect(readFileSync(prodFile, "utf8")).toBe(prod);
  expect(readFileSync(caFile(), "utf8")).toBe("PEM");
  expect(said()).toContain("of Pulumi.prod.yaml it has its own for aws:profile");
});

test("an emulator that is up is taken again, with what it has of the stack", async () => {
  await openOnEmulator("prod");
  const file = stackFileOnEmulator("prod");
  writeFileSync(file, `${readFileSync(file, "utf8")}encryptionsalt: v1:own\n`);
  await openOnEmulator("prod");
  expect(startEmulator).toHaveBeenCalledTimes(1);
  expect(readFileSync(file, "utf8")).toContain("encryptionsalt: v1:own");
});

test("a stack of another target is refused, and one with an organization", async () => {
  for (const [stack, reason] of [
    ["dev", "that of dev is docker"],
    ["acme/prod", "no organization"],
  ] as const) {
    const error = await openOnEmulator(stack).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(LabError);
    expect(String(error)).toContain(reason);
  }
  expect(startEmulator).not.toHaveBeenCalled();
});

describe("while a stack is on the emulator", () => {
  beforeEach(async () => {
    await openOnEmulator("prod");
  });

  test.each(["up", "down"] as const)(
    "%s without the flag is refused, whether it is up or dead",
    (command) => {
      const refusal = `npm run ${command} -- --emulator --stack prod`;
      expect(() => refuseOnEmulator(command, "prod")).toThrow(refusal);
      die();
      expect(() => refuseOnEmulator(command, "prod")).toThrow(refusal);
      expect(() => refuseOnEmulator(command, "acme/prod")).toThrow("is on the emulator");
      expect(() => refuseOnEmulator(command, "dev")).not.toThrow();
    },
  );

  test("other commands work there, and on a dead one they are refused rather than meant for AWS", async () => {
    expect((await openWhereItIs("prod")).place.emulated).toBe(true);
    die();
    await expect(openWhereItIs("prod")).rejects.toThrow("which has ended");
    await expect(joinEmulator("prod")).rejects.toThrow("npm run up -- --emulator --stack prod");
  });

  test("commands for other stacks have nothing to do with it", async () => {
    setEnv({ PULUMI_BACKEND_URL: "s3://theirs" });
    const { env, place } = await openWhereItIs("dev");
    expect(place).toEqual({ folder: paths.root, emulated: false, officialPlugins: false });
    expect(env).toEqual({ PULUMI_HOME: "/home" });
  });

  test("a dead emulator is started anew from nothing, and that is told", async () => {
    const state = join(paths.localFolder, "emulator", "state", "old");
    writeFileSync(state, "");
    die();
    await openOnEmulator("prod");
    expect(said()).toContain("starting from nothing");
    expect(stopEmulator).toHaveBeenCalledTimes(1);
    expect(startEmulator).toHaveBeenCalledTimes(2);
    expect(existsSync(state)).toBe(false);
  });

  test("one that was interrupted while it started is started anew", async () => {
    const record = join(serverFolder(), "emulator.json");
    writeFileSync(record, readFileSync(record, "utf8").replace("caCertificate", "none"));
    await openOnEmulator("prod");
    expect(startEmulator).toHaveBeenCalledTimes(2);
  });

  test("down clears a dead one away, and follows no link into the checkout", async () => {
    die();
    expect(await destroyOnEmulator("prod")).toBe(0);
    expect(stopEmulator).toHaveBeenCalledTimes(1);
    expect(existsSync(join(paths.localFolder, "emulator"))).toBe(false);
    expect(existsSync(join(paths.root, "node_modules", "kept"))).toBe(true);
    expect(existsSync(join(paths.root, "components", "kept"))).toBe(true);
    expect(readFileSync(prodFile, "utf8")).toBe(prod);
  });

  test("down ends it after the stack's end, with what protects its resources taken off", async () => {
    const ran: string[] = [];
    const read = jest.spyOn(Session.prototype, "read").mockImplementation(async (args) => {
      ran.push(args.slice(0, 2).join(" "));
      return args[1] === "ls" ? '[{"name":"prod"}]' : "";
    });
    const show = jest.spyOn(Session.prototype, "show").mockImplementation(async ([command = ""]) => {
      ran.push(command);
      return 7;
    });
    expect(await destroyOnEmulator("prod")).toBe(7);
    read.mockRestore();
    show.mockRestore();
    expect(ran).toEqual(["stack ls", "cancel --yes", "state unprotect", "destroy", "stack rm"]);
    expect(stopEmulator).toHaveBeenCalledTimes(1);
    expect(() => refuseOnEmulator("up", "prod")).not.toThrow();
  });

  test("down ends it even where the CLI cannot do anything", async () => {
    const read = jest.spyOn(Session.prototype, "read").mockRejectedValue(new LabError("no such luck"));
    expect(await destroyOnEmulator("prod")).toBe(1);
    read.mockRestore();
    expect(said()).toContain("no such luck");
    expect(stopEmulator).toHaveBeenCalledTimes(1);
  });

  test("down of one stack leaves it up for another", async () => {
    writeFileSync(stackFileOnEmulator("staging"), "config: {}\n");
    const hasStack = jest.spyOn(Session.prototype, "hasStack").mockResolvedValue(false);
    expect(await destroyOnEmulator("prod")).toBe(0);
    hasStack.mockRestore();
    expect(said()).toContain("stays up for staging");
    expect(stopEmulator).not.toHaveBeenCalled();
  });
});

test("down of a stack that is not there says so, and removes what an interrupted start has left", async () => {
  mkdirSync(join(paths.localFolder, "emulator"), { recursive: true });
  start();
  symlinkSync(join(paths.root, "components"), join(paths.localFolder, "emulator", "link"));
  expect(await destroyOnEmulator("prod")).toBe(0);
  expect(said()).toContain("there is no stack prod on the emulator");
  expect(stopEmulator).toHaveBeenCalledTimes(1);
  expect(existsSync(join(paths.root, "components", "kept"))).toBe(true);
});
