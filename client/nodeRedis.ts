import { createClient } from "@redis/client";
import type { CredentialSource } from "./credentials";
import type { ConnectOptions } from "./options";
import type { ConnectionData } from "./url";

/** Milliseconds without traffic after which TCP looks whether the other side is there. */
const keepAliveAfter = 30_000;

/** What the connection asks of us. */
export interface Hooks {
  credentials: CredentialSource;
  /** Milliseconds until the next attempt; false gives up. */
  reconnectStrategy(retries: number, cause: Error): number | false;
  signal: AbortSignal;
}

/** Where to connect, and what the server's certificate has to be. */
export interface Target extends ConnectionData, Pick<ConnectOptions, "ca" | "servername"> {
  /** Host and port, for messages. */
  address: string;
}

/** The client of @redis/client as everything here needs it; it does not connect yet. */
export function createRedisClient(target: Target, connectTimeout: number, hooks: Hooks) {
  const { host, port, database, ca, servername } = target;
  const socket = {
    host,
    port,
    connectTimeout,
    keepAlive: true,
    keepAliveInitialDelay: keepAliveAfter,
    signal: hooks.signal,
    reconnectStrategy: hooks.reconnectStrategy,
  };
  return createClient({
    // RESP3 logs in with HELLO, which takes no password without a user name.
    RESP: 2,
    database,
    // Its own queue would send what waits behind a login that has yet to be answered.
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    credentialsProvider: {
      type: "async-credentials-provider",
      credentials: async () => {
        const { username, password } = await hooks.credentials.next();
        return { username: username || undefined, password };
      },
    },
    socket: target.tls
      ? // Said out loud, for NODE_TLS_REJECT_UNAUTHORIZED=0 would change the default.
        { ...socket, tls: true, rejectUnauthorized: true, ca, servername }
      : socket,
  });
}

/** The client that `connect()` gives: that of @redis/client, with typed and masked errors. */
export type RedisClient = ReturnType<typeof createRedisClient>;
