import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { argsFromConfig, InvalidArgumentsError } from "../../components";
import { dockerSettings, type SecureRedisArgs } from "../../components/args";
import { mistakesIn } from "../../components/validation";

interface SchemaEntry {
  type: string;
  description: string;
  default: unknown;
}

const config = () => new pulumi.Config("secure-redis");

/** What `read` throws. */
function errorOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

beforeEach(() => pulumi.runtime.setAllConfig({}));

describe("argsFromConfig", () => {
  test("reads bare words and objects", () => {
    pulumi.runtime.setAllConfig({
      "secure-redis:target": "docker",
      "secure-redis:docker": '{"image":"redis:7","port":6380,"persistence":false}',
    });
    expect(argsFromConfig(config())).toEqual({
      target: "docker",
      docker: { image: "redis:7", port: 6380, persistence: false },
    });
  });

  test.each([
    ["6379", 6379],
    ["true", true],
    ["false", false],
    ["null", null],
    ['"6379"', "6379"],
    ["[1]", [1]],
    ["redis:7-alpine", "redis:7-alpine"],
    ["127.0.0.1", "127.0.0.1"],
    ["{", "{"],
    ["", ""],
  ])("reads %j as %j", (text, value) => {
    pulumi.runtime.setConfig("secure-redis:docker", text);
    expect(argsFromConfig(config())).toEqual({ docker: value });
  });

  test("takes the project's namespace when none is given", async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "shop");
    pulumi.runtime.setAllConfig({ "shop:target": "docker", "secure-redis:target": "elasticache" });
    expect(argsFromConfig()).toEqual({ target: "docker" });
  });

  test("ignores other namespaces", () => {
    pulumi.runtime.setAllConfig({
      "docker:host": "ssh://elsewhere",
      "secure-redis-two:target": "other",
      "other:docker.port": "1",
      "secure-redis:target": "docker",
    });
    expect(argsFromConfig(config())).toEqual({ target: "docker" });
  });

  test("keeps unknown keys for the component to refuse", () => {
    pulumi.runtime.setAllConfig({ "secure-redis:target": "docker", "secure-redis:prot": "6379" });
    expect(mistakesIn(argsFromConfig(config())).map(({ path }) => path)).toEqual(["prot"]);
  });

  test("refuses paths set without --path, all at once", () => {
    pulumi.runtime.setAllConfig({
      "secure-redis:target": "docker",
      "secure-redis:docker.port": "6380",
      "secure-redis:docker.image": "redis:7",
    });
    const error = errorOf(() => argsFromConfig(config()));
    expect(error).toBeInstanceOf(InvalidArgumentsError);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    const { message } = error as InvalidArgumentsError;
    expect(message).toContain("The stack's config has 2 invalid settings");
    expect(message).toContain('docker.port: "6380" is not allowed');
    expect(message).toContain("pulumi config set --path docker.port");
    expect(message).toContain('docker.image: "redis:7" is not allowed');
    expect(message).toContain("pulumi config set --path docker.image");
  });
});

describe("Pulumi.yaml", () => {
  const project = parse(readFileSync(join(__dirname, "../../Pulumi.yaml"), "utf8")) as {
    config: Record<string, SchemaEntry>;
  };
  const entries = Object.entries(project.config);
  const settings: Record<string, unknown> = { ...dockerSettings() };

  test("describes the target and settings", () => {
    expect(entries.length).toBeGreaterThan(1);
    expect(project.config.target?.default).toBe("docker");
  });

  test.each(entries)("%s has a description, and a default of its type", (_, entry) => {
    expect(entry.description).toMatch(/\w+ \w+/);
    const isOfType: Record<string, boolean> = {
      string: typeof entry.default === "string",
      integer: Number.isInteger(entry.default),
      boolean: typeof entry.default === "boolean",
    };
    expect(isOfType[entry.type]).toBe(true);
  });

  test.each(entries.filter(([key]) => key !== "target"))(
    "%s is a setting with this default",
    (key, entry) => {
      expect(key).toMatch(/^docker\.\w+$/);
      const name = key.slice("docker.".length);
      expect(entry.default).toBe(settings[name]);
      expect(mistakesIn({ target: "docker", docker: { [name]: entry.default } } as SecureRedisArgs)).toEqual(
        [],
      );
    },
  );

  test("its defaults together can be deployed", () => {
    const docker = entries
      .filter(([key]) => key !== "target")
      .map(([key, entry]) => [key.slice("docker.".length), entry.default]);
    const args = { target: project.config.target?.default, docker: Object.fromEntries(docker) };
    expect(mistakesIn(args as SecureRedisArgs)).toEqual([]);
  });
});
