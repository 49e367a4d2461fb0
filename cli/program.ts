import { Command, CommanderError } from "commander";
import { envCommand } from "./env/command";
import { CliError, messageOf } from "./failure";
import { healthCommand } from "./health/command";
import type { Output } from "./output";
import { rotateCommand } from "./rotate/command";
import { verifyCommand } from "./verify/command";

/** What a command ends with that could not do its work, where that is not 1: 1 says something else there. */
const unable: Record<string, number> = { verify: 2, health: 3 };

/** Runs the command line; resolves to the exit code. It never rejects: an error is said, and is an exit code. */
export async function runCli(args: readonly string[], output: Output): Promise<number> {
  let exitCode = 0;
  const ended = (code: number) => {
    exitCode = code;
  };
  const program = new Command("secure-redis").description(
    "Attacks, connects to, watches and rotates a SecureRedis.",
  );
  for (const build of [verifyCommand, envCommand, healthCommand, rotateCommand]) {
    program.addCommand(build({ output, ended }));
  }
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .showHelpAfterError("--help shows what there is")
      .configureOutput({
        writeOut: (text) => output.print(text.trimEnd()),
        writeErr: (text) => output.say(text.trimEnd()),
      });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      return 0;
    }
    if (!(error instanceof CommanderError)) {
      const stack = args.includes("--verbose") && (error as Error).stack;
      output.say(stack || messageOf(error));
    }
    return (error instanceof CliError && error.exitCode) || unable[args[0] ?? ""] || 1;
  }
}
