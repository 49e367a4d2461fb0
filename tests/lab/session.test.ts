import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resolveDocker } from "../../lab/docker";
import { labImage, officialImage, resolveImage } from "../../lab/image";
import { Session } from "../../lab/session";
import { scratch } from "./support";

const paths = { root: "" };

jest.mock("../../lab/paths", () => ({
  ...jest.requireActual("../../lab/paths"),
  get root() {
    return paths.root;
  },
}));
const engine: { origin: string; env: Record<string, string>; built?: string } = {
  origin: "",
  env: { PULUMI_HOME: "/home" },
};
jest.mock("../../lab/engine/resolve", () => ({ resolveEngine: async () => engine }));
jest.mock("../../lab/state", () => ({ resolveState: () => ({ PULUMI_BACKEND_URL: "file:///state" }) }));
jest.mock("../../lab/docker", () => ({
  resolveDocker: jest.fn(async () => ({ DOCKER_HOST: "unix:///docker" })),
}));
jest.mock("../../lab/image", () => ({
  ...jest.requireActual("../../lab/image"),
  resolveImage: jest.fn(),
}));

beforeEach(() => {
  jest.clearAllMocks();
  paths.root = scratch();
  engine.built = undefined;
});

/** Opens a session on a stack with these settings, with `image` as the one to deploy; returns what is left of both. */
async function prepare(
  settings: string,
  image: string,
): Promise<{ env: Record<string, string | undefined>; text: string }> {
  const file = join(paths.root, "Pulumi.mine.yaml");
  writeFileSync(file, settings);
  jest.mocked(resolveImage).mockResolvedValue(image);
  const session = await Session.open();
  await session.prepareTarget("mine");
  return { env: session.env, text: readFileSync(file, "utf8") };
}

const plain = "config:\n  secure-redis:target: docker\n";
const withImage = (image: string) => `${plain}  secure-redis:docker:\n    image: ${image}\n`;

test("a Docker stack gets engine, state, Docker and the image that is here", async () => {
  const { env, text } = await prepare(plain, labImage);
  expect(env).toEqual({
    PULUMI_HOME: "/home",
    PULUMI_BACKEND_URL: "file:///state",
    DOCKER_HOST: "unix:///docker",
  });
  expect(text).toBe(withImage(labImage));
});

const onAws = "config:\n  secure-redis:target: elasticache\n";

test("an engine built from source, which has no aws plugin, is told what else there is", async () => {
  engine.built = "/built";
  await expect(prepare(onAws, labImage)).rejects.toThrow(
    /add --emulator .* or install the official Pulumi CLI/,
  );
  expect((await prepare(plain, labImage)).text).toBe(withImage(labImage));
});

test("another target needs no Docker and no image", async () => {
  const settings = onAws;
  const { env, text } = await prepare(settings, labImage);
  expect(env).not.toHaveProperty("DOCKER_HOST");
  expect(text).toBe(settings);
  expect(resolveDocker).not.toHaveBeenCalled();
  expect(resolveImage).not.toHaveBeenCalled();
});

test("a stack with the user's own image waits for no other and keeps it", async () => {
  const own = withImage("registry.example/redis:7");
  expect((await prepare(own, labImage)).text).toBe(own);
  expect(resolveImage).not.toHaveBeenCalled();
});

test("an entry of the lab's image goes once the official one is here", async () => {
  expect((await prepare(withImage(labImage), officialImage)).text).toBe(plain);
});
