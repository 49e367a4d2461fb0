import { resolve } from "node:path";
import type { Command } from "commander";
import type { Output } from "./output";
import { Pulumi } from "./stack/pulumi";

/** Options that every command has. */
export interface StackOptions {
  stack?: string;
  name?: string;
  cwd: string;
  verbose?: boolean;
}

/** Adds the options that say which component is meant. */
export function withStackOptions(command: Command): Command {
  return command
    .option(
      "-s, --stack <name>",
      "stack, with or without its organization; default: the one Pulumi has selected",
    )
    .option("-n, --name <name>", "which SecureRedis of the stack; needed where there are several")
    .option("-C, --cwd <folder>", "folder of the Pulumi project", ".")
    .option("--verbose", "show where an error comes from");
}

/** The Pulumi CLI on the stack that the options name. */
export function pulumiOf({ cwd, stack }: Pick<StackOptions, "cwd" | "stack">): Pulumi {
  return new Pulumi(resolve(cwd), stack);
}

/** What a command gets beside its options. */
export interface Surroundings {
  output: Output;
  /** Takes the exit code. */
  ended(exitCode: number): void;
}
