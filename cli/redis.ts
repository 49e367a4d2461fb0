import {
  connect,
  RedisAuthenticationError,
  type RedisClient,
  RedisTimeoutError,
  RedisTlsError,
  RedisUnreachableError,
} from "../client";
import { connectionUrl } from "../components/connection";
import type { Component } from "./stack/component";

/** Somebody who logs in; without a password nobody in particular. */
export interface Credentials {
  username: string;
  password: string;
}

/** Connects as an application does, TLS verified, and runs `work`. Throws the client's errors. */
export async function asUser<T>(
  { host, port, tls, caCertificate }: Pick<Component, "host" | "port" | "tls" | "caCertificate">,
  { username, password }: Credentials,
  work: (client: RedisClient) => Promise<T>,
): Promise<T> {
  const client = await connect({
    url: connectionUrl({ host, port, tls, username }, password),
    ca: tls ? caCertificate : undefined,
    healthCheckInterval: 0,
    reconnectFor: 0,
  });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/** Why a login failed, and whether it was the server that refused it. */
export function isRefusal(error: unknown): boolean {
  return error instanceof RedisAuthenticationError;
}

/** Whether the server was not reached at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof RedisUnreachableError || error instanceof RedisTimeoutError;
}

/** Whether the server's certificate, or that it has none, ended it. */
export function isTls(error: unknown): boolean {
  return error instanceof RedisTlsError;
}
