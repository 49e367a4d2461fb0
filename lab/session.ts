import execa from "execa";
import { resolveDocker } from "./docker";
import { resolveEngine } from "./engine/resolve";
import { isLabImage, resolveImage } from "./image";
import { root } from "./paths";
import { LabError } from "./report";
import { configured, setImage } from "./stackFile";
import { resolveState } from "./state";

/** Everything that a command of the Pulumi CLI needs here: the engine, the state and, for deployments, Docker. */
export class Session {
  private constructor(readonly env: Record<string, string>) {}

  static async open(): Promise<Session> {
    const { env } = await resolveEngine();
    return new Session({ ...env, ...resolveState() });
  }

  /** Makes ready what the stack's target deploys to. */
  async prepareTarget(stack: string): Promise<void> {
    if ((configured(stack, "target") ?? "docker") !== "docker") {
      return;
    }
    Object.assign(this.env, await resolveDocker());
    const own = configured(stack, "docker.image");
    if (own === undefined || isLabImage(own)) {
      setImage(stack, await resolveImage());
    }
  }

  /** Runs the CLI with the person's terminal; resolves to its exit code. */
  async show(args: string[]): Promise<number> {
    const child = execa("pulumi", args, { cwd: root, env: this.env, stdio: "inherit", reject: false });
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
    const { exitCode, stdout, stderr } = await execa("pulumi", args, {
      cwd: root,
      env: this.env,
      reject: false,
    });
    if (exitCode !== 0) {
      throw new LabError(`pulumi ${args.slice(0, 2).join(" ")}: ${stderr}`);
    }
    return stdout;
  }

  async hasStack(stack: string): Promise<boolean> {
    const stacks: { name: string }[] = JSON.parse(await this.read(["stack", "ls", "--json"]));
    return stacks.some(({ name }) => name.split("/").pop() === stack.split("/").pop());
  }
}

/** What tests and benchmarks need: the engine, Docker and the name of an image, whatever stacks there are. */
export async function testEnv(): Promise<Record<string, string>> {
  const { env } = await resolveEngine();
  const all: Record<string, string> = { ...env, ...(await resolveDocker()) };
  return { ...all, SECURE_REDIS_TEST_IMAGE: await resolveImage() };
}
