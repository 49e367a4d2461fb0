import type { RedisClient } from "../../client";
import { asUser, type Credentials, isTls, isUnreachable } from "../redis";
import type { Component } from "../stack/component";
import { Unchecked } from "./check";

/**
 * Logs in for a check to which the connection is only the way: when it cannot be made, another line tells so, and this
 * one throws `Unchecked`.
 */
export async function throughLogin<T>(
  component: Component,
  credentials: Credentials,
  work: (client: RedisClient) => Promise<T>,
): Promise<T> {
  let connected = false;
  try {
    return await asUser(component, credentials, (client) => {
      connected = true;
      return work(client);
    });
  } catch (error) {
    if (connected) {
      throw error;
    }
    throw new Unchecked(`nobody could log in: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (isTls(error)) {
    return "its TLS cannot be verified";
  }
  return isUnreachable(error) ? "it is not reachable" : "it refuses the password";
}
