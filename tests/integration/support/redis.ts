import { Redis, type RedisOptions } from "ioredis";

/** One attempt to log in and PING: the reply, or Redis' or the network's error code. */
export async function ping(port: number, password?: string, host = "127.0.0.1"): Promise<string> {
  return attempt({ host, port, password });
}

/** The same with whatever user and password a URL names. */
export async function pingUrl(url: string): Promise<string> {
  const { hostname, port, username, password } = new URL(url);
  return attempt({ host: hostname, port: Number(port), username, password });
}

async function attempt(options: RedisOptions): Promise<string> {
  const client = new Redis({
    ...options,
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 3_000,
    enableReadyCheck: false,
  });
  let failure = "";
  client.on("error", ({ message }: Error) => {
    failure ||= message;
  });
  try {
    await client.connect();
    return await client.ping();
  } catch (error) {
    const message = `${failure} ${(error as Error).message}`;
    return (
      /\b(NOAUTH|WRONGPASS|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ECONNRESET)\b/.exec(message)?.[0] ?? message
    );
  } finally {
    client.disconnect();
  }
}

/** Runs `work` with a connected client and closes it whatever happens. */
export async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { maxRetriesPerRequest: 3 });
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}
