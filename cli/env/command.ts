import { resolve } from "node:path";
import { Command } from "commander";
import { pulumiOf, type StackOptions, type Surroundings, withStackOptions } from "../options";
import { selectComponent, selectLogin } from "../stack/component";
import { secretsOf } from "../stack/inside";
import { readState } from "../stack/state";
import { variablesOf } from "./variables";
import { writeEnvFile } from "./write";

interface EnvOptions extends StackOptions {
  out: string;
  user?: string;
}

/** `env`: writes the connection into an env file. */
export function envCommand({ output, ended }: Surroundings): Command {
  return withStackOptions(new Command("env"))
    .description("write the connection into an env file that only you can read, other lines kept")
    .option("-o, --out <file>", "file to write; one that git tracks is refused", ".env")
    .option("-u, --user <name>", "user to connect as; default: the first one")
    .action(async (options: EnvOptions) => {
      const component = selectComponent(await readState(pulumiOf(options)), options.name);
      output.mask.add(...secretsOf(component));
      const login = selectLogin(component, options.user);
      const tracking = await writeEnvFile(resolve(options.out), variablesOf(component, login));
      output.say(`wrote ${Object.keys(variablesOf(component, login)).length} variables to ${options.out}`);
      if (tracking === "exposed") {
        output.say(`warning: git does not ignore ${options.out}; add it to .gitignore`);
      }
      ended(0);
    });
}
