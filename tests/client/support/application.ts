import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { type Credentials, connect, type RedisClientError } from "../../../client";

/** What an application under load saw. */
export interface ApplicationReport {
  commands: number;
  /** Failed commands by the code of their error. */
  failed: Record<string, number>;
  /** Times that the credentials were asked for. */
  asked: number;
}

/** Rest between two commands of one loop, in milliseconds. */
const rest = 2;

/**
 * A program with four busy loops on one client, run by itself so that a rejection that nobody handles ends it. It
 * stops when its stdin does. Credentials come from the file of PASSWORD_FILE, or from where the environment says.
 */
async function main(): Promise<void> {
  const report: ApplicationReport = { commands: 0, failed: {}, asked: 0 };
  const file = process.env.PASSWORD_FILE;
  const credentials = (): Credentials => {
    report.asked += 1;
    return { password: readFileSync(file ?? "", "utf8") };
  };
  const client = await connect({ logger: console, ...(file && { credentials }) });
  console.log(inspect(client, { showHidden: true, depth: 9 }));
  let running = true;
  const loop = async (key: string) => {
    while (running) {
      try {
        await client.incr(key);
        report.commands += 1;
      } catch (error) {
        const { code } = error as RedisClientError;
        report.failed[code] = (report.failed[code] ?? 0) + 1;
        console.log(inspect(error, { showHidden: true, depth: 9 }));
      }
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  };
  const loops = ["a", "b", "c", "d"].map(loop);
  console.log("ready");
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once("end", resolve));
  running = false;
  await Promise.all(loops);
  await client.close();
  console.log(`report ${JSON.stringify(report)}`);
}

void main();
