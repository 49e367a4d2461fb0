import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { argsFromConfig, InvalidArgumentsError } from "../../components";
import { dockerSettings } from "../../components/args";
import { elastiCacheSettings } from "../../components/elasticache/settings";
import { rotationSettings } from "../../components/rotation";
import { mistakesIn } from "../../components/validation";

interface SchemaEntry {
  type?: string;
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

  test("reads a rotation, fractions included", () => {
    pulumi.runtime.setAllConfig({
      "secure-redis:target": "docker",
      "secure-redis:rotation": '{"everyDays":30,"graceDays":0.25,"generation":2}',
    });
    const args = argsFromConfig(config());
    expect(args).toEqual({
      target: "docker",
      rotation: { everyDays: 30, graceDays: 0.25, generation: 2 },
    });
    expect(mistakesIn(args)).toEqual([]);
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
  const settings = entries.filter(([key]) => key !== "target");
  const defaults: Record<string, Record<string, unknown>> = {
    docker: { ...dockerSettings() },
    elasticache: { ...elastiCacheSettings() },
    rotation: { ...rotationSettings() },
  };

  test("describes the target, the targets' settings and every setting of the rotation", () => {
    const keys = settings.map(([key]) => key);
    expect(project.config.target?.default).toBe("docker");
    for (const target of ["docker", "elasticache"]) {
      expect(keys.filter((key) => key.startsWith(`${target}.`)).length).toBeGreaterThan(1);
    }
    expect(keys.filter((key) => key.startsWith("rotation."))).toEqual(
      Object.keys(rotationSettings()).map((key) => `rotation.${key}`),
    );
  });

  test.each(entries)("%s has a description, and a default of its type", (key, entry) => {
    expect(entry.description).toMatch(/\w+ \w+/);
    const isOfType: Record<string, boolean> = {
      string: typeof entry.default === "string",
      integer: Number.isInteger(entry.default),
      boolean: typeof entry.default === "boolean",
      // A type would refuse fractions: the schema knows whole numbers only.
      none: key === "rotation.graceDays" && typeof entry.default === "number",
    };
    expect(isOfType[entry.type ?? "none"]).toBe(true);
  });

  test.each(settings)("%s is a setting with this default", (key, entry) => {
    const [group = "", name = "", ...rest] = key.split(".");
    expect(rest).toEqual([]);
    expect(Object.keys(defaults)).toContain(group);
    expect(defaults[group]?.[name]).toBe(entry.default);
    expect(mistakesIn({ target: "docker", [group]: { [name]: entry.default } })).toEqual([]);
  });

  test.each([
    ["docker", []],
    ["elasticache", ["elasticache.vpcId"]],
  ])("its defaults together leave the target %s to be told of %j", (target, missing) => {
    pulumi.runtime.setAllConfig({
      "secure-redis:target": target,
      ...Object.fromEntries(
        Object.keys(defaults).map((group) => [
          `secure-redis:${group}`,
          JSON.stringify(
            Object.fromEntries(
              settings
                .filter(([key]) => key.startsWith(`${group}.`))
                .map(([key, entry]) => [key.slice(group.length + 1), entry.default]),
            ),
          ),
        ]),
      ),
    });
    const args = argsFromConfig(config());
    expect(args.rotation).toEqual(rotationSettings());
    expect(mistakesIn(args).map(({ path }) => path)).toEqual(missing);
  });
});
