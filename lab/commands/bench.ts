import { readdirSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { withEmulator } from "../emulator/shared";
import { root } from "../paths";
import { LabError } from "../report";
import { testEnv } from "../session";

/** Runs a benchmark of bench/ with the same engine, Docker, image and emulator as the tests; its figures go to stdout. */
export async function bench([name, ...args]: string[]): Promise<number> {
  const known = readdirSync(join(root, "bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replace(/\.ts$/, ""));
  if (name === undefined || !known.includes(name)) {
    throw new LabError(`there is no benchmark ${name ?? "without a name"}; there are ${known.join(", ")}`);
  }
  const env = await testEnv();
  return name.startsWith("elasticache")
    ? withEmulator((emulator) => run(name, args, { ...env, ...emulator }))
    : run(name, args, env);
}

async function run(name: string, args: string[], env: Record<string, string>): Promise<number> {
  const script = ["--import", "tsx", join(root, "bench", `${name}.ts`), ...args];
  const child = await execa(process.execPath, script, { cwd: root, env, stdio: "inherit", reject: false });
  return child.exitCode ?? 1;
}
