import * as pulumi from "@pulumi/pulumi";
import { SecureRedis } from "../../../components";
import type { SecureRedisArgs } from "../../../components/args";
import { answer, type Cloud, emptyCloud } from "./cloud";
import { plain, type Registration, register } from "./engine";
import { promiseOf } from "./outputs";
import { atTime, withoutStackTraces } from "./surroundings";

interface DeploymentOptions {
  /** The component's name. */
  name?: string;
  /** Settings of the docker target, which is the one that is deployed without `elasticache`. */
  args?: SecureRedisArgs["docker"];
  /** Settings of the elasticache target, which is then the one that is deployed. */
  elasticache?: SecureRedisArgs["elasticache"];
  /** What is there in AWS already. */
  cloud?: Partial<Cloud>;
  rotation?: SecureRedisArgs["rotation"];
  users?: SecureRedisArgs["users"];
  /** When it is deployed, ISO 8601. */
  at?: string;
  /** What stashes hold since an earlier deployment, by the resource's name. */
  held?: Record<string, unknown>;
  /** What the loader has printed at each look; the last one repeats. */
  logs?: string[][];
  preview?: boolean;
  /** What the program does with the component. */
  use?: (redis: SecureRedis) => void;
}

/** When a deployment takes place unless it says otherwise. */
export const deployedAt = "2026-03-01T12:00:00.000Z";

/** A `SecureRedis`, named `cache` unless told otherwise, in the stack shop/dev, against a mocked engine. */
export class Deployment {
  /** What happened in the engine, oldest first: a resource's name, `getLogs`, or the token of an AWS function. */
  readonly events: string[] = [];
  /** What AWS was asked, oldest first. */
  readonly questions: { token: string; inputs: Record<string, unknown> }[] = [];
  readonly registrations = new Map<string, Registration>();
  readonly resources = new Map<string, pulumi.Resource>();
  readonly options = new Map<string, pulumi.CustomResourceOptions>();
  /** Errors that kept a resource from being registered, by the resource's name. */
  readonly failures = new Map<string, Error>();
  /** Names of more than one resource, which Pulumi would not take. */
  readonly twice: string[] = [];
  readonly redis: SecureRedis;

  private constructor(name: string, args: SecureRedisArgs) {
    this.redis = new SecureRedis(name, args, { transformations: [(resource) => this.watch(resource)] });
  }

  static async start({
    name = "cache",
    args,
    elasticache,
    cloud,
    rotation,
    users,
    at = deployedAt,
    held = {},
    logs = [["start", "ready: x"]],
    preview = false,
    use,
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
          if (known().registrations.has(resource.name)) {
            known().twice.push(resource.name);
          }
          known().registrations.set(resource.name, resource);
          return register(resource, held, preview);
        },
        call: ({ token, inputs }) => {
          if (elasticache !== undefined) {
            known().events.push(token);
            known().questions.push({ token, inputs });
            return answer(token, inputs, { ...emptyCloud, ...cloud });
          }
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
    const target = elasticache === undefined ? "docker" : "elasticache";
    await withoutStackTraces(async () =>
      atTime(at, () => {
        deployment = new Deployment(name, { target, docker: args, elasticache, rotation, users });
        use?.(deployment.redis);
      }),
    );
    return known();
  }

  /** Starts a deployment and waits for its end. It must not fail, and none before it in the same file. */
  static complete(options?: DeploymentOptions) {
    return withoutStackTraces(async () => {
      const deployment = await Deployment.start(options);
      await promiseOf(deployment.redis.url);
      // The component's outputs must not reach the mocks of a later deployment.
      await pulumi.runtime.disconnect();
      // What follows from the last registration, such as a notice, comes before this.
      await new Promise(setImmediate);
      expect(deployment.twice).toEqual([]);
      return deployment;
    });
  }

  inputsOf(name: string): Record<string, unknown> {
    const registration = this.registrations.get(name);
    if (!registration) {
      throw new Error(`${name} is not registered`);
    }
    return plain(registration.inputs);
  }

  /** What AWS was asked with a function, oldest first. */
  asked(token: string): Record<string, unknown>[] {
    return this.questions.filter((question) => question.token === token).map(({ inputs }) => inputs);
  }

  /** The types of all resources, by name. */
  types(): Record<string, string> {
    return Object.fromEntries([...this.registrations].map(([name, { type }]) => [name, type]));
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
    const guarded: Record<string, string> = {
      "cache-image": "name",
      "cache-firewall": "vpcId",
      "cache-subnets": "subnetIds",
    };
    const key = guarded[name];
    return {
      props: key === undefined ? props : { ...props, [key]: guard(props[key]) },
      opts: { ...opts, dependsOn: guard(opts.dependsOn) as typeof opts.dependsOn },
    };
  }
}
