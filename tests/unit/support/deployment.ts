import * as pulumi from "@pulumi/pulumi";
import { SecureRedis } from "../../../components";
import type { SecureRedisArgs } from "../../../components/args";
import { promiseOf } from "./outputs";

/** A resource as Pulumi's engine got it. */
export interface Registration {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

interface DeploymentOptions {
  args?: SecureRedisArgs["docker"];
  rotation?: SecureRedisArgs["rotation"];
  /** When it is deployed, ISO 8601. */
  at?: string;
  /** What stashes hold since an earlier deployment, by the resource's name. */
  held?: Record<string, unknown>;
  /** What the loader has printed at each look; the last one repeats. */
  logs?: string[][];
  preview?: boolean;
}

/** When a deployment takes place unless it says otherwise. */
export const deployedAt = "2026-03-01T12:00:00.000Z";

export const passwordOf = (resource: string) => `plain-text-of-${resource}`;

/** A `SecureRedis` named `cache`, in the stack shop/dev, against a mocked engine. */
export class Deployment {
  /** What happened in the engine, oldest first: a resource's name, or `getLogs`. */
  readonly events: string[] = [];
  readonly registrations = new Map<string, Registration>();
  readonly resources = new Map<string, pulumi.Resource>();
  readonly options = new Map<string, pulumi.CustomResourceOptions>();
  /** Errors that kept a resource from being registered, by the resource's name. */
  readonly failures = new Map<string, Error>();
  readonly redis: SecureRedis;

  private constructor(args: SecureRedisArgs) {
    this.redis = new SecureRedis("cache", args, { transformations: [(resource) => this.watch(resource)] });
  }

  static async start({
    args,
    rotation,
    at = deployedAt,
    held = {},
    logs = [["start", "ready: x"]],
    preview = false,
  }: DeploymentOptions = {}) {
    // The engine is there before the component, and the component starts to register in its constructor.
    let deployment: Deployment | undefined;
    const known = () => {
      if (!deployment) {
        throw new Error("a resource was registered too early");
      }
      return deployment;
    };
    let looks = 0;
    await pulumi.runtime.setMocks(
      {
        newResource: (resource) => {
          known().events.push(resource.name);
          known().registrations.set(resource.name, resource);
          return resource.type === "pulumi:index:Stash"
            ? stashed(resource, held, preview)
            : {
                id: `id-of-${resource.name}`,
                state: preview && isNew(resource, held) ? {} : stateOf(resource),
              };
        },
        call: ({ token, inputs }) => {
          known().events.push("getLogs");
          expect(token).toBe("docker:index/getLogs:getLogs");
          expect(inputs).toEqual({ name: "id-of-cache-loader", tail: "100" });
          return { logsListStrings: logs[Math.min(looks++, logs.length - 1)] };
        },
      },
      "shop",
      "dev",
      preview,
    );
    const { SECURE_REDIS_NOW: now } = process.env;
    const { stackTraceLimit } = Error;
    process.env.SECURE_REDIS_NOW = at;
    // Pulumi takes a stack trace for every promise, and Jest maps each of its lines: most of a test's time.
    Error.stackTraceLimit = 0;
    try {
      deployment = new Deployment({ target: "docker", docker: args, rotation });
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      delete process.env.SECURE_REDIS_NOW;
      Object.assign(process.env, now === undefined ? {} : { SECURE_REDIS_NOW: now });
    }
    return deployment;
  }

  /** Starts a deployment and waits for its end. It must not fail, and none before it in the same file. */
  static async complete(options?: DeploymentOptions) {
    const deployment = await Deployment.start(options);
    await promiseOf(deployment.redis.url);
    // The component's outputs must not reach the mocks of a later deployment.
    await pulumi.runtime.disconnect();
    // What follows from the last registration, such as a notice, comes before this.
    await new Promise(setImmediate);
    return deployment;
  }

  inputsOf(name: string): Record<string, unknown> {
    const registration = this.registrations.get(name);
    if (!registration) {
      throw new Error(`${name} is not registered`);
    }
    return plain(registration.inputs);
  }

  /** The files that the loader gets, by path. */
  uploads(): Record<string, string> {
    const uploads = this.inputsOf("cache-loader").uploads as { file: string; content: string }[];
    return Object.fromEntries(uploads.map(({ file, content }) => [file, content]));
  }

  private watch({ name, props, opts, resource }: pulumi.ResourceTransformationArgs) {
    this.resources.set(name, resource);
    this.options.set(name, opts);
    // Pulumi leaves inputs and dependencies that reject to Node's handler of unhandled rejections, which would
    // fail the test. So the error is noted here, and the resource waits for ever instead.
    const guard = <T>(input: T) =>
      pulumi.Output.isInstance(input)
        ? promiseOf(input).catch((error) => {
            this.failures.set(name, error);
            return new Promise<never>(() => {});
          })
        : input;
    return {
      props: name === "cache-image" ? { ...props, name: guard(props.name) } : props,
      opts: { ...opts, dependsOn: guard(opts.dependsOn) as typeof opts.dependsOn },
    };
  }
}

/**
 * What the engine answers for a stash: one that exists keeps its output until it is replaced, and in a preview one
 * that is about to be made, or replaced, has no id.
 */
function stashed(
  { name, inputs }: Registration,
  held: Record<string, unknown>,
  preview: boolean,
): { id: string; state: Record<string, unknown> } {
  const replaced = name === "cache-phase" && held[name] !== inputs.input;
  const exists = name in held && !replaced;
  return {
    id: preview && !exists ? "" : `id-of-${name}`,
    state: { input: inputs.input, output: exists ? held[name] : inputs.input },
  };
}

/** What Docker or the random provider would answer. */
function stateOf({ type, name, inputs }: Registration): Record<string, unknown> {
  switch (type) {
    case "random:index/randomPassword:RandomPassword":
      return { ...inputs, result: pulumi.secret(passwordOf(name)) };
    case "docker:index/remoteImage:RemoteImage":
      return { ...inputs, imageId: "sha256:image" };
    case "docker:index/network:Network":
    case "docker:index/volume:Volume":
      return { ...inputs, name: `${name}-0f1e2d3` };
    default:
      return inputs;
  }
}

/** Inputs without the wrapping of secrets. */
function plain(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value)]),
  );
}

/** Whether a preview would make this password: nobody knows it then. */
function isNew({ name, inputs }: pulumi.runtime.MockResourceArgs, held: Record<string, unknown>): boolean {
  return name === "cache-password" && !(`cache-rotated-at-${inputs.keepers.epoch}` in held);
}
