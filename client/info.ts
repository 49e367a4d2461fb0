/** The memory of a server. */
export interface Memory {
  usedBytes: number;
  /** Redis' own limit; null without one. */
  maxBytes: number | null;
  /** Used of the limit, 0 to 1; null without a limit. */
  usedRatio: number | null;
  evictionPolicy?: string;
}

/** How a server stands to its replicas, or to its master. */
export interface Replication {
  connectedReplicas: number;
  /** Of a replica: whether it hears its master. */
  masterLink?: "up" | "down";
  /** Seconds since the master was heard, or for which the link has been down. */
  silentSeconds?: number;
  /** Bytes that the slowest replica, or this one, is behind; absent where Redis does not say. */
  lagBytes?: number;
}

/** Role by the words of Redis' documentation. */
export type Role = "master" | "replica" | "unknown";

/** The lines `key:value` of INFO's reply. */
export function parseInfo(reply: string): Map<string, string> {
  const lines = reply.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1)] as const;
    }),
  );
}

/** The role that INFO tells. */
export function roleOf(info: Map<string, string>): Role {
  const role = info.get("role");
  return role === "master" ? "master" : role === "slave" ? "replica" : "unknown";
}

/** The memory that INFO tells; undefined without that section. */
export function memoryOf(info: Map<string, string>): Memory | undefined {
  const usedBytes = numberOf(info, "used_memory");
  if (usedBytes === undefined) {
    return undefined;
  }
  const maxBytes = numberOf(info, "maxmemory") || null;
  return {
    usedBytes,
    maxBytes,
    usedRatio: maxBytes && Math.round((usedBytes / maxBytes) * 1000) / 1000,
    evictionPolicy: info.get("maxmemory_policy"),
  };
}

/** The replication that INFO tells; undefined without that section. */
export function replicationOf(info: Map<string, string>): Replication | undefined {
  const connectedReplicas = numberOf(info, "connected_slaves");
  if (connectedReplicas === undefined) {
    return undefined;
  }
  const link = info.get("master_link_status");
  if (link === undefined) {
    return { connectedReplicas, lagBytes: slowest(info) };
  }
  const masterLink = link === "up" ? "up" : "down";
  const down = numberOf(info, "master_link_down_since_seconds");
  const heard = numberOf(info, "master_last_io_seconds_ago");
  return { connectedReplicas, masterLink, silentSeconds: masterLink === "up" ? heard : down };
}

function slowest(info: Map<string, string>): number | undefined {
  const written = numberOf(info, "master_repl_offset");
  const replicas = [...info].filter(([key]) => /^slave\d+$/.test(key));
  const offsets = replicas.flatMap(([, value]) => /\boffset=(\d+)/.exec(value)?.slice(1).map(Number) ?? []);
  return written === undefined || offsets.length === 0 ? undefined : written - Math.min(...offsets);
}

function numberOf(info: Map<string, string>, key: string): number | undefined {
  const value = info.get(key);
  return value === undefined || !/^-?\d+$/.test(value) ? undefined : Number(value);
}
