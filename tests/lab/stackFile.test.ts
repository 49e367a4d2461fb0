import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labImage, officialImage } from "../../lab/image";
import { configured, setImage, tidy } from "../../lab/stackFile";
import { scratch } from "./support";

const paths = { root: "" };

jest.mock("../../lab/paths", () => ({
  ...jest.requireActual("../../lab/paths"),
  get root() {
    return paths.root;
  },
}));

let file: string;

beforeEach(() => {
  paths.root = scratch();
  file = join(paths.root, "Pulumi.mine.yaml");
});

function read(): string {
  return readFileSync(file, "utf8");
}

const words = "word ".repeat(40);

test.each([
  ["a target", "config:\n  secure-redis:target: docker\n"],
  [
    "comments",
    "# top\n\nconfig:\n  # why\n  secure-redis:target: docker # here\n\n  aws:region: 'eu-west-1'\n",
  ],
  ["a setting that is commented out", "config:\n  secure-redis:target: docker\n  # aws:region: x\n"],
  [
    "other settings of docker",
    "config:\n  secure-redis:docker:\n    port: 6379 # mine\n    # below\n  z: 1\n",
  ],
  ["settings of docker in one line", "config:\n  secure-redis:docker: {port: 6379}\n"],
  ["long lines", `config:\n  a: ${words}end\n  b: "${words}"\n`],
  ["a secret", "config:\n  a:\n    secure: v1:abc\nencryptionsalt: v1:def\n"],
])("setImage and tidy leave a file with %s as it was, byte by byte", (_title, text) => {
  writeFileSync(file, text);
  setImage("mine", labImage);
  expect(configured("mine", "docker.image")).toBe(labImage);
  tidy("mine");
  expect(read()).toBe(text);
});

test.each([
  ["no file", undefined],
  ["an empty file", ""],
  ["comments alone", "# mine\n"],
  ["an empty config", "config:\n"],
  ["a config of comments", "config:\n  # secure-redis:target: docker\n"],
  ["an empty docker", "config:\n  secure-redis:docker:\n  secure-redis:target: docker\n"],
])("with %s the image is set, and taken out again with no comment lost", (_title, text) => {
  if (text !== undefined) {
    writeFileSync(file, text);
  }
  setImage("mine", labImage);
  expect(configured("mine", "docker.image")).toBe(labImage);
  tidy("mine");
  expect(configured("mine", "docker")).toBeUndefined();
  const comments = (from: string) => from.split("\n").filter((line) => line.includes("#"));
  expect(comments(read())).toEqual(comments(text ?? ""));
});

test.each([labImage, officialImage])("the user's own image stays when %s is to be used", (image) => {
  const text = "config:\n  secure-redis:docker:\n    image: registry.example/redis:7\n";
  writeFileSync(file, text);
  setImage("mine", image);
  tidy("mine");
  expect(read()).toBe(text);
});

test("the official image, being the default, takes the lab's entry out and adds none", () => {
  const text = "config:\n  secure-redis:docker:\n    port: 1\n";
  writeFileSync(file, text);
  setImage("mine", officialImage);
  expect(read()).toBe(text);
  setImage("mine", labImage);
  setImage("mine", officialImage);
  expect(read()).toBe(text);
});

test("setting the same image twice writes once", () => {
  setImage("mine", labImage);
  const text = `${read()}# by hand    \n\n\n`;
  writeFileSync(file, text);
  setImage("mine", labImage);
  expect(read()).toBe(text);
});

test("a salt that encrypts nothing goes, one that secrets need stays", () => {
  const settings = "config:\n  secure-redis:target: docker\n";
  writeFileSync(file, `${settings}encryptionsalt: v1:abc\n`);
  tidy("mine");
  expect(read()).toBe(settings);

  const secret = `${settings}  other:\n    secure: v1:def\nencryptionsalt: v1:abc\n`;
  writeFileSync(file, secret);
  tidy("mine");
  expect(read()).toBe(secret);
});

test("tidy does not rewrite a file in which it has nothing to do, and makes none", () => {
  const text = "config:\n    secure-redis:target:   docker    # odd, but the user's\n\n\n";
  writeFileSync(file, text);
  tidy("mine");
  expect(read()).toBe(text);
  tidy("other");
  expect(existsSync(join(paths.root, "Pulumi.other.yaml"))).toBe(false);
});

test("settings are read by their path", () => {
  writeFileSync(file, "config:\n  secure-redis:target: docker\n  secure-redis:docker:\n    port: 6380\n");
  expect(configured("mine", "target")).toBe("docker");
  expect(configured("mine", "docker.port")).toBe(6380);
  expect(configured("mine", "docker.image")).toBeUndefined();
  expect(configured("other", "target")).toBeUndefined();
});
