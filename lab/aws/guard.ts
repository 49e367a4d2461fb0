import type { Values } from "./values";

/** Where the stand-in works: an emulator on this machine, a region and an account of the emulator's. */
export interface Emulator {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

/**
 * Reads from environment variables where the emulator is.
 *
 * @throws Error unless AWS_ENDPOINT_URL is http or https on a loopback address: the stand-in must never reach AWS.
 */
export function emulatorOf(env: NodeJS.ProcessEnv): Emulator {
  const endpoint = env.AWS_ENDPOINT_URL ?? "";
  if (!isLoopback(endpoint)) {
    throw new Error(
      `the lab's stand-in for the aws plugin works only against an emulator on this machine: set AWS_ENDPOINT_URL to http://127.0.0.1:PORT (it is ${endpoint ? JSON.stringify(endpoint) : "not set"}), or install the official plugin`,
    );
  }
  return {
    endpoint,
    region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? "us-east-1",
    credentials: {
      // An emulator checks no keys; without one it uses its own account.
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "test",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "test",
    },
  };
}

/** Whether a URL is http or https on 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) {
    return false;
  }
  // WHATWG parsing has turned every way of writing an IPv4 address into four decimal numbers.
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}

/** The region of some properties: their own, or else the environment's. */
export function regionOf(values: Values): string {
  return (values.region as string | undefined) ?? emulatorOf(process.env).region;
}
