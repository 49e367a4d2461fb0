import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Milliseconds of one attempt. */
const patience = 4_000;

/** What somebody without a password who knocks at an address finds. */
export interface Knock {
  /** Whether TCP, or TLS, was accepted. */
  open: boolean;
  /** The first line that came back, or why none did. */
  answer: string;
}

/**
 * Connects without a password and sends a PING, as an attacker would: of TLS nothing is verified. It never rejects:
 * what goes wrong is the answer.
 */
export function knock({ host, port, tls }: { host: string; port: number; tls: boolean }): Promise<Knock> {
  return new Promise((resolve) => {
    let open = false;
    let received = "";
    const connected = () => {
      open = true;
      socket.write("*1\r\n$4\r\nPING\r\n");
    };
    const socket: Socket = tls
      ? connectTls({ host, port, rejectUnauthorized: false }, connected)
      : connectTcp({ host, port }, connected);
    const end = (answer: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ open, answer });
    };
    const timer = setTimeout(() => end("no answer in time"), patience);
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      if (received.includes("\r\n") || received.length > 1_000) {
        end(received.split("\r\n")[0] ?? "");
      }
    });
    socket.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.on("close", () => end("the connection was closed"));
  });
}

/** Whether somebody without a password gets answers. */
export async function asksNothing(server: { host: string; port: number; tls: boolean }): Promise<boolean> {
  return (await knock(server)).answer.startsWith("+");
}
