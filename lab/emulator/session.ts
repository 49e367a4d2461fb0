import { join } from "node:path";
import { commandLine } from "../commands/commandLine";
import { resolveEngine } from "../engine/resolve";
import { exclusively } from "../exclusive";
import { cache } from "../paths";
import { LabError, say } from "../report";
import { Session } from "../session";
import { configured } from "../stackFile";
import { localState } from "../state";
import { awsPluginEnv } from "./awsPlugin";
import { emulatorEnv } from "./environment";
import {
  clearEmulator,
  emulatorFolder,
  isOnEmulator,
  projectFolder,
  runningEmulator,
  serverFolder,
  stacksOnEmulator,
} from "./place";
import { writeProject } from "./project";
import { type RunningEmulator, readRecord } from "./record";
import { startEmulator } from "./start";
import { prepareNetwork } from "./vpc";

/** Opens a session that deploys the stack on the checkout's emulator, which is started where it does not run. */
export async function openOnEmulator(stack: string): Promise<Session> {
  const target = configured(stack, "target") ?? "docker";
  if (target !== "elasticache") {
    throw new LabError(
      `the emulator is for stacks whose target is elasticache, and that of ${stack} is ${target}; leave --emulator out`,
    );
  }
  if (stack.includes("/")) {
    throw new LabError(`a stack on the emulator belongs to no organization; ${stack} is not a name there`);
  }
  const emulator = await exclusively(join(cache, "locks", "emulator"), reuseOrStart);
  const { vpcId } = await prepareNetwork(emulator.endpoint, emulator.account);
  writeProject(stack, emulator, vpcId);
  return sessionOn(stack, emulator);
}

/** Opens a session on a stack that was deployed on the checkout's emulator. A dead emulator is an error. */
export async function joinEmulator(stack: string): Promise<Session> {
  const emulator = runningEmulator();
  if (!emulator) {
    throw new LabError(
      `${stack} was deployed on the emulator, which has ended; start it anew (${commandLine("up", stack, "--emulator")}) or clear it away (${commandLine("down", stack, "--emulator")})`,
    );
  }
  return sessionOn(stack, emulator);
}

/** Opens a session on the stack where it is: on the emulator if it was deployed there, dead or alive. */
export async function openWhereItIs(stack: string): Promise<Session> {
  return isOnEmulator(stack) ? joinEmulator(stack) : Session.open();
}

/** Refuses a command that means AWS for a stack that is on the emulator. */
export function refuseOnEmulator(command: "up" | "down", stack: string): void {
  if (isOnEmulator(stack)) {
    throw new LabError(
      `${stack} is on the emulator: use ${commandLine(command, stack, "--emulator")}; before this command can mean AWS, end that: ${commandLine("down", stack, "--emulator")}`,
    );
  }
}

async function reuseOrStart(): Promise<RunningEmulator> {
  const running = runningEmulator();
  if (running) {
    return running;
  }
  if (readRecord(serverFolder()) || stacksOnEmulator().length > 0) {
    say("emulator: the earlier one has ended, and with it everything on it; starting from nothing");
    await clearEmulator();
  }
  return startEmulator(serverFolder(), { owned: false });
}

/** A session with the emulator's own state, passphrase and project, and nothing of the user's. */
async function sessionOn(stack: string, emulator: RunningEmulator): Promise<Session> {
  const engine = await resolveEngine();
  say(`${stack}: on the emulator at ${emulator.endpoint}, not on AWS; state: ${emulatorFolder()}`);
  const env = {
    ...engine.env,
    ...(await awsPluginEnv(engine)),
    ...localState(emulatorFolder()),
    ...emulatorEnv(emulator),
    PULUMI_CREDENTIALS_PATH: join(emulatorFolder(), "login"),
    PULUMI_ACCESS_TOKEN: undefined,
    // It would go before the passphrase file.
    PULUMI_CONFIG_PASSPHRASE: undefined,
  };
  return new Session(env, {
    folder: projectFolder(),
    emulated: true,
    officialPlugins: engine.built === undefined,
  });
}
