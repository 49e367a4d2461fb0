import { type ParseArgsConfig, parseArgs } from "node:util";
import { CliError } from "../cli/failure";
import { bench } from "./commands/bench";
import { cli } from "./commands/cli";
import { down } from "./commands/down";
import { pulumi } from "./commands/pulumi";
import { rotate } from "./commands/rotate";
import { test } from "./commands/test";
import { up } from "./commands/up";
import { LabError, say } from "./report";

const usage = `npm run up      [-- --stack NAME]   deploy the stack, dev unless named; --emulator has AWS emulated here
npm run down    [-- --stack NAME]   destroy and remove it; with --emulator the one there, and the emulator
npm run rotate  [-- --stack NAME]   give it a new password now; --finish completes a rotation left undone
npm run verify  [-- --stack NAME]   attack it and print a verdict for each check
npm run env     [-- --stack NAME]   write its connection into .env
npm run health  [-- --stack NAME]   tell how it is
npm run pulumi  -- ARGS             run the Pulumi CLI on it
npm test        [-- PATTERN …]      check everything, or the test files that match
npm run bench   -- NAME             run a benchmark of bench/`;

async function main([command, ...args]: string[]): Promise<number> {
  switch (command) {
    case "up": {
      const { stack, emulator } = options(args, { emulator: { type: "boolean", default: false } });
      return up(stack, emulator === true);
    }
    case "down": {
      const { stack, emulator } = options(args, { emulator: { type: "boolean", default: false } });
      return down(stack, emulator === true);
    }
    case "rotate": {
      const { stack, finish } = options(args, { finish: { type: "boolean", default: false } });
      return rotate(stack, finish === true);
    }
    case "verify":
    case "env":
    case "health":
      return cli(command, args);
    case "pulumi":
      return pulumi(args);
    case "test":
      return test(args);
    case "bench":
      return bench(args);
    default:
      throw new LabError(`there is no command ${command}\n${usage}`);
  }
}

/** Reads `--stack` and what else a command takes; anything more is refused. */
function options(
  args: string[],
  more: ParseArgsConfig["options"],
): { stack: string; [name: string]: unknown } {
  try {
    const { values } = parseArgs({
      args,
      options: { stack: { type: "string", short: "s", default: "dev" }, ...more },
    });
    return { ...values, stack: String(values.stack) };
  } catch (error) {
    throw new LabError(`${(error as Error).message}\n${usage}`);
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: Error) => {
    say(error instanceof LabError || error instanceof CliError ? error.message : String(error.stack));
    process.exitCode = 1;
  },
);
