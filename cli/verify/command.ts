import { Command } from "commander";
import { now } from "../../components/clock";
import { CliError } from "../failure";
import { heeding, interruptedCode } from "../interrupt";
import { pulumiOf, type StackOptions, type Surroundings, withStackOptions } from "../options";
import { selectComponent } from "../stack/component";
import { secretsOf } from "../stack/inside";
import { readState } from "../stack/state";
import { checks } from "./checks";
import { Context } from "./context";
import { type Result, runChecks } from "./runner";
import { countOf, table } from "./table";

interface VerifyOptions extends StackOptions {
  json?: boolean;
  strict?: boolean;
}

const exitCodes = `
Exit code: 0 nothing failed, 1 something did, 2 there was nothing to attack.`;

/** `verify`: attacks what is deployed and tells of each attack what came of it. */
export function verifyCommand({ output, ended }: Surroundings): Command {
  return withStackOptions(new Command("verify"))
    .description("attack the deployment and show what holds")
    .option("--json", "print JSON in place of the table")
    .option("--strict", "count what could not be checked as a failure")
    .addHelpText("after", exitCodes)
    .action(async (options: VerifyOptions) => {
      const pulumi = pulumiOf(options);
      const { component, results } = await output.progress("reading the state", async (tell) => {
        const selected = selectComponent(await readState(pulumi), options.name);
        output.mask.add(...secretsOf(selected));
        return { component: selected, results: await attack(new Context(selected, pulumi, now()), tell) };
      });
      const count = countOf(results);
      const { stack, name, target } = component;
      const summary = `${count.passed} passed, ${count.failed} failed, ${count.unchecked} not checked`;
      if (options.json) {
        output.json({ stack, name, target, ...count, checks: results });
      } else {
        output.print(`${table(results, output.colours)}\n${name} of ${stack} on ${target}: ${summary}`);
      }
      ended(count.failed > 0 || (options.strict && count.unchecked > 0) ? 1 : 0);
    });
}

/** Runs every check. When it is interrupted the checks still remove what they have started. Throws `CliError` then. */
async function attack(context: Context, tell: (text: string) => void): Promise<Result[]> {
  let interrupted = false;
  let done = 0;
  const told = () => {
    interrupted = true;
  };
  const results = await heeding(told, () =>
    runChecks(checks, context, { done: ({ title }) => tell(`${++done} done; the latest: ${title}`) }),
  );
  if (interrupted) {
    throw new CliError("interrupted; what it had started is removed", interruptedCode);
  }
  return results;
}
