import { Command } from "commander";
import { pulumiOf, type StackOptions, type Surroundings, withStackOptions } from "../options";
import { rotate } from "./rotate";

/** `rotate`: a new password now, the one before kept for the grace. */
export function rotateCommand({ output, ended }: Surroundings): Command {
  return withStackOptions(new Command("rotate"))
    .description("give it a new password now; the one before logs in until the grace is over")
    .option("--finish", "deploy a rotation that an earlier run left undone")
    .action(async (options: StackOptions & { finish?: boolean }) => {
      ended(await rotate(pulumiOf(options), output, options));
    });
}
