import { type Memory, memoryOf, parseInfo, type Replication, type Role, replicationOf, roleOf } from "./info";

/** What `checkHealth()` finds. */
export interface Health {
  /** `unhealthy`: no use; `degraded`: it answers, and something is wrong or cannot be seen; else `healthy`. */
  status: "healthy" | "degraded" | "unhealthy";
  /** Milliseconds of a PING; null when it was not answered. */
  latencyMs: number | null;
  role: Role;
  memory: Memory | null;
  replication: Replication | null;
  /** Why it is not healthy; empty when it is. */
  reasons: string[];
}

/** Share of the memory from which it is nearly full. */
const nearlyFull = 0.9;

/** What a server answered to PING, INFO and ROLE, or why it did not. */
export interface Answers {
  latencyMs: number | Error;
  info: string | Error;
  role: string | Error;
}

/** Judges a server by its answers. */
export function assess({ latencyMs, info, role }: Answers): Health {
  const known = parseInfo(typeof info === "string" ? info : "");
  const memory = memoryOf(known) ?? null;
  const replication = replicationOf(known) ?? null;
  const broken = typeof latencyMs === "number" ? refusedWrites(memory) : [`PING: ${latencyMs.message}`];
  const wrong = [
    ...(typeof latencyMs === "number" ? denied(info, role) : []),
    ...memoryTrouble(memory),
    ...replicationTrouble(replication),
    ...persistenceTrouble(known),
  ];
  return {
    status: broken.length > 0 ? "unhealthy" : wrong.length > 0 ? "degraded" : "healthy",
    latencyMs: typeof latencyMs === "number" ? latencyMs : null,
    role: typeof role === "string" ? roleOf(new Map([["role", role]])) : roleOf(known),
    memory,
    replication,
    reasons: [...broken, ...wrong],
  };
}

function denied(info: string | Error, role: string | Error): string[] {
  return [
    ...(typeof info === "string" ? [] : [`memory and replication are unknown: INFO: ${info.message}`]),
    ...(typeof role === "string" ? [] : [`ROLE: ${role.message}`]),
  ];
}

function refusedWrites(memory: Memory | null): string[] {
  const full = memory?.evictionPolicy === "noeviction" && memory.usedRatio !== null && memory.usedRatio >= 1;
  return full ? ["the memory is full and nothing is evicted: writes are refused"] : [];
}

function memoryTrouble(memory: Memory | null): string[] {
  // A cache that evicts is meant to be full.
  if (!memory?.usedRatio || memory.evictionPolicy !== "noeviction" || memory.usedRatio >= 1) {
    return [];
  }
  return memory.usedRatio >= nearlyFull
    ? [`${Math.round(memory.usedRatio * 100)} percent of the memory is used`]
    : [];
}

function replicationTrouble(replication: Replication | null): string[] {
  const silent = replication?.silentSeconds;
  return replication?.masterLink === "down"
    ? [`the replica does not hear its master${silent === undefined ? "" : ` since ${silent} s`}`]
    : [];
}

function persistenceTrouble(info: Map<string, string>): string[] {
  const checks = ["rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status"];
  return checks
    .filter((key) => info.get(key) === "err")
    .map((key) => `${key} is err: data is not being saved`);
}
