import { Command, InvalidArgumentError } from "commander";
import { now } from "../../components/clock";
import { pulumiOf, type StackOptions, type Surroundings, withStackOptions } from "../options";
import { type Component, type Login, selectComponent, selectLogin } from "../stack/component";
import { secretsOf } from "../stack/inside";
import { readState } from "../stack/state";
import { judge, worst } from "./judge";
import { look } from "./look";
import { defaults, exitCodes, type Thresholds } from "./report";
import { healthTable } from "./table";
import { every } from "./watch";

interface HealthOptions extends StackOptions, Thresholds {
  json?: boolean;
  user?: string;
  watch?: number | true;
}

const exitCodesHelp = `
Exit code: 0 all is well, 1 a warning, 2 critical, 3 unknown: the state or the options were of no use.`;

/** Seconds between two looks of --watch. */
const interval = 5;

/** `health`: how the server is, for people and for monitors. */
export function healthCommand({ output, ended }: Surroundings): Command {
  return withStackOptions(new Command("health"))
    .description("show how the server is: connection, memory, refused logins and commands, slow commands")
    .option("-u, --user <name>", "user to ask as; default: the first who may ask for memory")
    .option("--json", "print JSON, with --watch a line each time")
    .option(
      "-w, --watch [seconds]",
      `look again every so often, ${interval} s by default, until Ctrl-C`,
      number,
    )
    .option("--memory <percent>", "warn from here on, where nothing is evicted", number, defaults.memory)
    .option("--memory-critical <percent>", "critical from here on", number, defaults.memoryCritical)
    .option("--authentication-failures <n>", "warn from here on", number, defaults.authenticationFailures)
    .option("--permission-denials <n>", "warn from here on", number, defaults.permissionDenials)
    .option("--slow <n>", "warn from so many slow commands in an hour on", number, defaults.slow)
    .option("--evicted-keys <n>", "warn from here on; default: never", number)
    .option("--latency <ms>", "warn from here on", number, defaults.latency)
    .addHelpText("after", exitCodesHelp)
    .action(async (options: HealthOptions) => {
      const component = selectComponent(await readState(pulumiOf(options)), options.name);
      output.mask.add(...secretsOf(component));
      const logins = options.user === undefined ? component.logins : [selectLogin(component, options.user)];
      const once = async () => ended(await tell({ output, ended }, component, logins, options));
      if (options.watch === undefined) {
        await once();
      } else {
        await every(options.watch === true ? interval : options.watch, once);
      }
    });
}

/** One look, printed; returns the exit code for it. */
async function tell(
  { output }: Surroundings,
  component: Component,
  logins: readonly Login[],
  options: HealthOptions,
): Promise<number> {
  const { user, health, signs } = await look(component, logins, Date.now());
  const findings = judge(health, signs, options);
  const state = worst(findings);
  const { stack, name } = component;
  if (options.json) {
    const report = { at: new Date(now()).toISOString(), stack, name, user, state, findings, health, signs };
    output.json(report, options.watch !== undefined);
  } else {
    output.print(`${healthTable(findings, output.colours)}\n${name} of ${stack}, asked as ${user}: ${state}`);
  }
  return exitCodes[state];
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("it must be a number from 0 on.");
  }
  return value;
}
