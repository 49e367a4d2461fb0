import type { Health } from "../../client";
import type { Finding, Signs, Thresholds } from "./report";

/** Judges what was found by the thresholds. What could not be asked is a line that counts for nothing. */
export function judge(health: Health, signs: Signs, limits: Thresholds): Finding[] {
  return [
    connection(health, limits),
    memory(health, limits),
    counted("evicted keys", signs.evictedKeys, limits.evictedKeys, "since the server started"),
    counted(
      "refused logins",
      signs.authenticationFailures,
      limits.authenticationFailures,
      "since the server started",
    ),
    counted(
      "refused commands",
      signs.permissionDenials,
      limits.permissionDenials,
      "since the server started",
    ),
    aclLog(signs),
    slow(signs, limits),
  ];
}

/** The worst state among the findings; what is unknown is not worse than what is known to be good. */
export function worst(findings: readonly Finding[]): Finding["state"] {
  const has = (state: Finding["state"]) => findings.some((finding) => finding.state === state);
  return has("critical") ? "critical" : has("warning") ? "warning" : "ok";
}

function connection({ status, latencyMs, role, reasons }: Health, { latency }: Thresholds): Finding {
  const answered = latencyMs === null ? "no PONG" : `PONG in ${latencyMs} ms`;
  const late = latencyMs !== null && latencyMs >= latency;
  const state = status === "unhealthy" ? "critical" : status === "degraded" || late ? "warning" : "ok";
  return { name: "connection", state, detail: [`${answered} from the ${role}`, ...reasons].join("; ") };
}

function memory({ memory: found }: Health, limits: Thresholds): Finding {
  if (!found) {
    return { name: "memory", state: "unknown", detail: "the user may not ask" };
  }
  const { usedBytes, maxBytes, usedRatio, evictionPolicy } = found;
  const used = `${mebibytes(usedBytes)} MiB`;
  if (usedRatio === null || maxBytes === null) {
    return { name: "memory", state: "ok", detail: `${used}, no limit` };
  }
  const percent = Math.round(usedRatio * 100);
  // What evicts fills up and stays full: that is its work.
  const evicts = evictionPolicy !== "noeviction";
  const state = evicts
    ? "ok"
    : percent >= limits.memoryCritical
      ? "critical"
      : percent >= limits.memory
        ? "warning"
        : "ok";
  return {
    name: "memory",
    state,
    detail: `${used} of ${mebibytes(maxBytes)} MiB (${percent} %), ${evictionPolicy}`,
  };
}

function counted(name: string, count: number | undefined, limit: number | undefined, since: string): Finding {
  if (count === undefined) {
    return { name, state: "unknown", detail: "the user may not ask, or the server does not count it" };
  }
  return {
    name,
    state: limit !== undefined && count >= limit ? "warning" : "ok",
    detail: `${count} ${since}`,
  };
}

/** The entries explain the counters, which are what warns. */
function aclLog({ aclLog: entries }: Signs): Finding {
  if (!entries) {
    return { name: "ACL LOG", state: "unknown", detail: "the user may not read it" };
  }
  const shown = entries
    .slice(0, 3)
    .map(
      ({ reason, user, what, count, secondsAgo }) =>
        `${reason} ${what} by ${user}, ${count}×, ${ago(secondsAgo)}`,
    );
  return { name: "ACL LOG", state: "ok", detail: [`${entries.length} entries`, ...shown].join("; ") };
}

function slow({ slow: entries }: Signs, { slow: limit }: Thresholds): Finding {
  if (!entries) {
    return { name: "slow commands", state: "unknown", detail: "the user may not ask" };
  }
  const [slowest] = [...entries].sort((a, b) => b.milliseconds - a.milliseconds);
  const worstOne = slowest
    ? `; the slowest ${slowest.command} of ${slowest.milliseconds} ms, ${ago(slowest.secondsAgo)}`
    : "";
  return {
    name: "slow commands",
    state: entries.length >= limit ? "warning" : "ok",
    detail: `${entries.length} in the last hour${worstOne}`,
  };
}

const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);

function ago(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s ago` : `${Math.round(seconds / 60)} min ago`;
}
