import execa from "execa";
import { CliError } from "../failure";
import { type Ended, run } from "../run";

/** The Pulumi CLI on one stack. */
export class Pulumi {
  constructor(
    /** Folder of the Pulumi project. */
    readonly cwd: string,
    /** Name of the stack, with or without its organization; undefined for the one that Pulumi has selected. */
    readonly stack: string | undefined,
  ) {}

  /** Runs it and returns what it printed. Throws `CliError` with its own message when it fails. */
  async read(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.try(...args);
    if (exitCode !== 0) {
      throw new CliError(`pulumi ${args.slice(0, 2).join(" ")}: ${stderr.replace(/^error: /, "").trim()}`);
    }
    return stdout;
  }

  /** Runs it whatever its outcome. */
  async try(...args: string[]): Promise<Ended> {
    return run("pulumi", [...args, ...this.common()], { cwd: this.cwd, seconds: 120 });
  }

  /** Runs it with the person's terminal, without a time limit; resolves to its exit code. */
  async show(...args: string[]): Promise<number> {
    const child = execa("pulumi", [...args, ...this.common()], {
      cwd: this.cwd,
      stdio: "inherit",
      reject: false,
    });
    // A terminal sends its Ctrl-C to the child as well; a second one would make the engine give up at once.
    const pass = (signal: NodeJS.Signals) => {
      if (!process.stdin.isTTY) child.kill(signal);
    };
    process.on("SIGINT", pass).on("SIGTERM", pass);
    const { exitCode } = await child;
    process.off("SIGINT", pass).off("SIGTERM", pass);
    return exitCode ?? 1;
  }

  private common(): string[] {
    return ["--non-interactive", ...(this.stack === undefined ? [] : ["--stack", this.stack])];
  }
}
