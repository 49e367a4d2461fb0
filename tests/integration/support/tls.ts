import { connect as tcpConnect } from "node:net";
import { Redis } from "ioredis";

/** Where a TLS client connects and whom it trusts. */
export interface TlsEndpoint {
  host: string;
  port: number;
  /** PEM of the only authority that the client trusts. */
  ca: string;
  /** Name that the certificate must have; the host unless told another. */
  servername?: string;
}

/** One attempt to connect over TLS, certificate and name verified, to log in and PING: the reply, or the error's code. */
export async function tlsPing(
  { host, port, ca, servername }: TlsEndpoint,
  password?: string,
): Promise<string> {
  const checked = servername === undefined ? {} : { servername };
  const client = new Redis({
    host,
    port,
    password,
    tls: { ca, ...checked },
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5_000,
    enableReadyCheck: false,
  });
  const failures: string[] = [];
  client.on("error", (error: NodeJS.ErrnoException) => failures.push(`${error.code} ${error.message}`));
  try {
    await client.connect();
    return await client.ping();
  } catch (error) {
    const message = [...failures, (error as Error).message].join(" ");
    return (
      /\b(NOAUTH|WRONGPASS|ECONN\w+|ETIMEDOUT|ERR_TLS_\w+|SELF_SIGNED\w+|UNABLE_TO\w+)\b/.exec(
        message,
      )?.[0] ?? message
    );
  } finally {
    client.disconnect();
  }
}

/** What a server answers to a PING in plain TCP: its bytes, or how it ended the connection. */
export async function plainPing(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = tcpConnect({ host, port, timeout: 5_000 }, () => socket.write("PING\r\n"));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("timeout", () => socket.destroy());
    socket.on("error", (error: NodeJS.ErrnoException) => {
      answer ||= String(error.code);
    });
    socket.on("close", () => resolve(answer));
  });
}
