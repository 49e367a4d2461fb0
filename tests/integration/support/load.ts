import { Redis, type RedisOptions } from "ioredis";

/** What a load saw: commands that were answered, every error, and the longest time between two answers. */
export interface LoadReport {
  commands: number;
  errors: string[];
  /** In milliseconds, over all connections. */
  longestStall: number;
  /** Connections opened while the load ran. */
  connects: number;
  seconds: number;
}

/** Steady connections of a load; one more connects anew all the time. */
const steady = 4;

/** Rest between two commands of a connection, in milliseconds: a load, not a benchmark of the machine. */
const rest = 2;

interface LoadOptions extends Pick<RedisOptions, "tls"> {
  /** What a client sends over and over; INCR of the key unless told otherwise. */
  send?: (client: Redis, key: string) => Promise<unknown>;
}

/** Keeps clients with one URL busy until `work` has ended, and reports what they saw. Nothing reconnects by itself. */
export async function underLoad(
  url: string,
  work: () => Promise<unknown>,
  { send = (client, key) => client.incr(key), ...options }: LoadOptions = {},
): Promise<LoadReport> {
  const report: LoadReport = { commands: 0, errors: [], longestStall: 0, connects: 0, seconds: 0 };
  let running = true;
  const open = () => {
    const client = new Redis(url, {
      ...options,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      // It asks INFO, which not every user may.
      enableReadyCheck: false,
    });
    client.on("error", ({ message }: Error) => report.errors.push(message));
    report.connects += 1;
    return client;
  };
  const command = async (client: Redis, key: string) => {
    const begin = performance.now();
    try {
      await send(client, key);
      report.commands += 1;
    } catch (error) {
      report.errors.push((error as Error).message);
    }
    report.longestStall = Math.max(report.longestStall, performance.now() - begin);
    await new Promise((resolve) => setTimeout(resolve, rest));
  };
  const steadily = async (key: string) => {
    const client = open();
    while (running) {
      await command(client, key);
    }
    client.disconnect();
  };
  const reconnecting = async () => {
    while (running) {
      const client = open();
      await command(client, "load:reconnecting");
      client.disconnect();
    }
  };

  const begin = performance.now();
  const clients = [reconnecting(), ...Array.from({ length: steady }, (_, i) => steadily(`load:${i}`))];
  try {
    await work();
  } finally {
    running = false;
    await Promise.all(clients);
  }
  report.seconds = (performance.now() - begin) / 1000;
  return report;
}
