import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { stringify } from "yaml";
import { localState } from "../../../lab/state";
import type { TestAccount } from "./aws";
import { freePort, run } from "./shell";

export const root = join(__dirname, "..", "..", "..");

/** The image that `npm test` has made ready. */
export function image(): string {
  const ready = process.env.SECURE_REDIS_TEST_IMAGE;
  if (!ready) {
    throw new Error("SECURE_REDIS_TEST_IMAGE is not set; run the tests with npm test");
  }
  return ready;
}

type Settings = Record<string, unknown>;

/** What Docker holds of one stack, by kind. */
export interface Traces {
  containers: string[];
  networks: string[];
  volumes: string[];
}

/**
 * A stack of the project's own program in a folder of its own, with its own state, so that tests neither meet each
 * other nor whatever the person has deployed.
 */
export class Stack {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-redis-test-"));
  readonly env: Record<string, string>;
  /** The stack's settings of the group `rotation`; `configure` writes them. */
  readonly rotation: { everyDays?: number; graceDays?: number; generation?: number } = {};
  /** The stack's `users`; `configure` writes them. */
  users?: Record<string, Settings>;
  port = 0;

  private constructor(
    readonly name: string,
    private settings: Settings,
    extraEnv: Record<string, string>,
    private readonly account?: TestAccount,
  ) {
    this.env = { ...localState(join(this.folder, "local")), PULUMI_STACK: name, ...extraEnv };
  }

  /**
   * A stack that exists and is not deployed. `settings` are those of the docker target; `program` replaces the
   * project's own index.ts.
   */
  static async create(
    settings: Settings = {},
    env: Record<string, string> = {},
    program?: string,
  ): Promise<Stack> {
    const stack = new Stack(`test-${randomBytes(4).toString("hex")}`, settings, env);
    stack.port = (settings.port as number | undefined) ?? (await freePort());
    await stack.init(program);
    return stack;
  }

  /**
   * A stack of target elasticache that exists and is not deployed, on this account. `settings` are those of the
   * target, to which the account's VPC and the emulator's authority come; `program` replaces the project's own index.ts.
   */
  static async createOnAws(
    account: TestAccount,
    settings: Settings = {},
    env: Record<string, string> = {},
    program?: string,
  ): Promise<Stack> {
    const name = `test-${randomBytes(4).toString("hex")}`;
    const stack = new Stack(name, settings, { ...account.env, ...env }, account);
    await stack.init(program);
    return stack;
  }

  private async init(program?: string): Promise<void> {
    for (const file of ["Pulumi.yaml", "package.json", "tsconfig.json"]) {
      cpSync(join(root, file), join(this.folder, file));
    }
    for (const entry of ["components", "node_modules"]) {
      symlinkSync(join(root, entry), join(this.folder, entry));
    }
    if (program === undefined) {
      symlinkSync(join(root, "index.ts"), join(this.folder, "index.ts"));
    } else {
      writeFileSync(join(this.folder, "index.ts"), program);
    }
    this.writeConfig();
    await this.pulumi("stack", "init", this.name);
  }

  /** Changes settings of the target; undefined takes one out. */
  configure(settings: Settings): void {
    this.settings = { ...this.settings, ...settings };
    this.writeConfig();
  }

  private writeConfig(): void {
    const users = this.users && { "secure-redis:users": this.users };
    const config = { ...this.targetConfig(), "secure-redis:rotation": this.rotation, ...users };
    const file = join(this.folder, `Pulumi.${this.name}.yaml`);
    const salt = /^encryptionsalt: .*$/m.exec(this.configText() ?? "")?.[0] ?? "";
    writeFileSync(file, `${stringify({ config })}${salt}\n`);
  }

  private targetConfig(): Settings {
    if (this.account) {
      const { ca, network } = this.account;
      const elasticache = { vpcId: network.vpcId, caCertificate: ca, ...this.settings };
      return { "secure-redis:target": "elasticache", "secure-redis:elasticache": elasticache };
    }
    const { target = "docker", ...docker } = this.settings;
    return {
      "secure-redis:target": target,
      "secure-redis:docker": { image: image(), port: this.port, ...docker },
    };
  }

  configText(): string | undefined {
    try {
      return readFileSync(join(this.folder, `Pulumi.${this.name}.yaml`), "utf8");
    } catch {
      return undefined;
    }
  }

  /** Runs the CLI and returns everything it printed, whatever the outcome. */
  async try(...args: string[]) {
    return run("pulumi", args, { cwd: this.folder, env: this.env });
  }

  /** Runs the CLI and returns its output; fails when it does. */
  async pulumi(...args: string[]): Promise<string> {
    const { exitCode, output } = await this.try(...args);
    if (exitCode !== 0) {
      throw new Error(`pulumi ${args.join(" ")} failed:\n${output}`);
    }
    return output;
  }

  async up(...args: string[]): Promise<string> {
    return this.pulumi("up", "--yes", "--skip-preview", ...args);
  }

  async output(name: string): Promise<string> {
    const { stdout } = await this.try("stack", "output", name, "--show-secrets");
    return stdout.trim();
  }

  async password(): Promise<string> {
    return new URL(await this.output("url")).password;
  }

  async resources(): Promise<Resource[]> {
    const { stdout } = await this.try("stack", "export", "--show-secrets");
    return JSON.parse(stdout).deployment.resources ?? [];
  }

  /** Docker's name of a resource, such as `redis-server`. */
  async physical(resource: string): Promise<string> {
    const found = (await this.resources()).find(({ urn }) => urn.endsWith(`::${resource}`));
    if (!found) {
      throw new Error(`the stack has no ${resource}`);
    }
    return String(found.outputs.name);
  }

  /** Every generated password of the stack, in the clear. */
  async secrets(): Promise<string[]> {
    return (await this.resources())
      .filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
      .map(({ outputs }) =>
        String((outputs.result as { plaintext?: string }).plaintext ?? outputs.result).replaceAll('"', ""),
      );
  }

  /** What Docker holds of this stack: found by its label, not by the state. */
  async traces(): Promise<Traces> {
    const label = ["--filter", `label=secure-redis.stack=secure-redis/${this.name}`];
    const list = async (...args: string[]) =>
      (await execa("docker", [...args, ...label], { env: this.env })).stdout.split("\n").filter(Boolean);
    return {
      containers: await list("ps", "--all", "--format", "{{.Names}}"),
      networks: await list("network", "ls", "--format", "{{.Name}}"),
      volumes: await list("volume", "ls", "--format", "{{.Name}}"),
    };
  }

  /** Destroys what is deployed and removes the folder. */
  async dispose(): Promise<void> {
    if (this.account) {
      await this.pulumi("state", "unprotect", "--all", "--yes");
    }
    const destroyed = await this.try("destroy", "--yes", "--skip-preview");
    if (destroyed.exitCode !== 0) {
      throw new Error(`the stack in ${this.folder} could not be destroyed:\n${destroyed.output}`);
    }
    rmSync(this.folder, { recursive: true });
  }
}

export interface Resource {
  urn: string;
  type: string;
  id?: string;
  outputs: Record<string, unknown>;
}
