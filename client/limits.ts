import type { ConnectOptions } from "./options";

/** Times and amounts of a client, with their defaults; see ConnectOptions for what each means. */
export function limitsOf(options: ConnectOptions) {
  return {
    connectTimeout: options.connectTimeout ?? 5_000,
    healthCheckInterval: options.healthCheckInterval ?? 30_000,
    reconnectFor: options.reconnectFor ?? 60_000,
    offlineQueueLimit: options.offlineQueueLimit ?? 1_000,
    offlineQueueTimeout: options.offlineQueueTimeout ?? 5_000,
  };
}

export type Limits = ReturnType<typeof limitsOf>;
