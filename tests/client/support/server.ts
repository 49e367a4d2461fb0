import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docker, eventually, freePort, run } from "../../integration/support/shell";
import type { Certificates } from "./certificates";

/** A Redis in a container of its own, published on 127.0.0.1. */
export class Server {
  private constructor(
    readonly container: string,
    readonly port: number,
    /** What it started with. */
    readonly password: string,
  ) {}

  /** Starts one that wants a new random password; with certificates it speaks TLS alone. */
  static async start(certificates?: Certificates, ...args: string[]): Promise<Server> {
    const image = process.env.SECURE_REDIS_TEST_IMAGE;
    if (!image) {
      throw new Error("SECURE_REDIS_TEST_IMAGE is not set; run the tests with npm test");
    }
    const port = await freePort();
    const password = randomPassword();
    const name = `secure-redis-client-${randomBytes(6).toString("hex")}`;
    const tls = [
      "--port",
      "0",
      "--tls-port",
      "6379",
      "--tls-auth-clients",
      "no",
      "--tls-ca-cert-file",
      "/tls/ca",
    ];
    const files = ["--tls-cert-file", "/tls/certificate", "--tls-key-file", "/tls/key"];
    const command = ["redis-server", "--save", "", "--requirepass", password, ...args];
    const more = certificates ? [...tls, ...files] : [];
    const server = new Server(name, port, password);
    await docker("create", "--name", name, "-p", `127.0.0.1:${port}:6379`, image, ...command, ...more);
    try {
      if (certificates) {
        await server.#give(certificates);
      }
      await docker("start", name);
      await server.answers();
    } catch (error) {
      await server.remove();
      throw error;
    }
    return server;
  }

  /** With the password that it started with. */
  get url(): string {
    return `redis://:${encodeURIComponent(this.password)}@127.0.0.1:${this.port}`;
  }

  /** Runs a command as the user whose password is given, on a connection of its own inside the container. */
  async cli(password: string, ...args: string[]): Promise<string> {
    const env = ["-e", `REDISCLI_AUTH=${password}`];
    return docker("exec", ...env, this.container, "redis-cli", ...args);
  }

  /** Takes a new password in place of the old one, and cuts every other connection. */
  async rotate(from: string, to: string): Promise<void> {
    await this.cli(from, "ACL", "SETUSER", "default", "resetpass", `>${to}`);
    await this.cli(to, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  }

  async kill(): Promise<void> {
    await docker("kill", this.container);
  }

  async startAgain(): Promise<void> {
    await docker("start", this.container);
  }

  async pause(): Promise<void> {
    await docker("pause", this.container);
  }

  async unpause(): Promise<void> {
    await docker("unpause", this.container);
  }

  async remove(): Promise<void> {
    await docker("rm", "--force", "--volumes", this.container);
  }

  /** Waits until the server listens. */
  async answers(): Promise<void> {
    await eventually("Redis accepts connections", async () => {
      const { output } = await run("docker", ["logs", this.container]);
      return output.includes("Ready to accept connections");
    });
  }

  async #give(certificates: Certificates): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "secure-redis-tls-"));
    try {
      for (const [name, content] of Object.entries(certificates)) {
        writeFileSync(join(folder, name), content, { mode: 0o644 });
      }
      await docker("cp", `${folder}/.`, `${this.container}:/tls`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** Letters and digits, with signs that a URL has to encode. */
export function randomPassword(): string {
  return `${randomBytes(12).toString("hex")}/@:%${randomBytes(4).toString("hex")}`;
}
