import execa from "execa";
import { resolveDocker } from "./docker";
import { awsPluginEnv } from "./emulator/awsPlugin";
import { resolveEngine } from "./engine/resolve";
import { isLabImage, resolveImage } from "./image";
import { root } from "./paths";
import { LabError } from "./report";
import { configured, setImage } from "./stackFile";
import { resolveState } from "./state";

/** Where a session works. */
interface Place {
  /** Folder of the project and its stacks' files. */
  folder: string;
  /** Whether its AWS is the emulator, which then is ready. */
  emulated: boolean;
  /** Whether the engine can have the official aws plugin. */
  officialPlugins: boolean;
}

/** Everything that a command of the Pulumi CLI needs here: the engine, the state and, for deployments, Docker. */
export class Session {
  constructor(
    readonly env: Record<string, string | undefined>,
    readonly place: Place,
  ) {}

  static async open(): Promise<Session> {
    const { env, built } = await resolveEngine();
    const place = { folder: root, emulated: false, officialPlugins: built === undefined };
    return new Session({ ...env, ...resolveState() }, place);
  }

  /** Makes ready what the stack's target deploys to. */
  async prepareTarget(stack: string): Promise<void> {
    if (this.place.emulated) {
      return;
    }
    const target = configured(stack, "target") ?? "docker";
    if (target === "elasticache" && !this.place.officialPlugins) {
      throw new LabError(
        "the official aws plugin cannot be had with an engine that is built from source; add --emulator to have AWS emulated here, or install the official Pulumi CLI (https://www.pulumi.com/docs/iac/download-install/)",
      );
    }
    if (target !== "docker") {
      return;
    }
    Object.assign(this.env, await resolveDocker());
    const own = configured(stack, "docker.image");
    if (own === undefined || isLabImage(own)) {
      setImage(stack, await resolveImage());
    }
  }

  /** Value of a setting such as `docker.image` in the stack's file, or undefined. */
  configured(stack: string, setting: string): unknown {
    return configured(stack, setting, this.place.folder);
  }

  /** Runs the CLI with the person's terminal; resolves to its exit code. */
  async show(args: string[]): Promise<number> {
    const child = execa("pulumi", args, { ...this.options(), stdio: "inherit" });
    // A terminal sends its Ctrl-C to the child as well; a second one would make the engine give up at once.
    const pass = (signal: NodeJS.Signals) => {
      if (!process.stdin.isTTY) child.kill(signal);
    };
    process.on("SIGINT", pass).on("SIGTERM", pass);
    const { exitCode } = await child;
    process.off("SIGINT", pass).off("SIGTERM", pass);
    return exitCode ?? 1;
  }

  /** Runs the CLI and returns what it printed; fails when it does. */
  async read(args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await execa("pulumi", args, this.options());
    if (exitCode !== 0) {
      throw new LabError(`pulumi ${args.slice(0, 2).join(" ")}: ${stderr}`);
    }
    return stdout;
  }

  private options() {
    return { cwd: this.place.folder, env: this.env, reject: false } as const;
  }

  async hasStack(stack: string): Promise<boolean> {
    const stacks: { name: string }[] = JSON.parse(await this.read(["stack", "ls", "--json"]));
    return stacks.some(({ name }) => name.split("/").pop() === stack.split("/").pop());
  }
}

/** What tests and benchmarks need: the engine, Docker and the name of an image, whatever stacks there are. */
export async function testEnv(): Promise<Record<string, string>> {
  const engine = await resolveEngine();
  const all: Record<string, string> = {
    ...engine.env,
    ...(await awsPluginEnv(engine)),
    ...(await resolveDocker()),
  };
  return { ...all, SECURE_REDIS_TEST_IMAGE: await resolveImage() };
}
