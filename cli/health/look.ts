import { checkHealth, type Health } from "../../client";
import { messageOf } from "../failure";
import { asUser } from "../redis";
import { allows, type Named } from "../rules/acl";
import { rulesOf } from "../rules/deployed";
import type { Component, Login } from "../stack/component";
import { opsOf } from "../stack/inside";
import type { Signs } from "./report";
import { type May, readAclLog, readSigns } from "./signs";

/** What one look at a server found. */
export interface Look {
  /** The user who looked. */
  user: string;
  health: Health;
  signs: Signs;
}

/**
 * Looks as the first of the users whose rules let it ask for memory, or as the first one; a server that is gone is
 * unhealthy. It never rejects.
 */
export async function look(component: Component, logins: readonly Login[], now: number): Promise<Look> {
  const byPassword = logins.filter(({ password }) => password !== "");
  const login = byPassword.find(({ user }) => mayOf(component, user)("info")) ?? byPassword[0];
  if (login === undefined) {
    return { user: "nobody", health: gone("no user of it logs in by password"), signs: {} };
  }
  const { user } = login;
  try {
    const found = await asUser(component, login, async (client) => ({
      user,
      health: await checkHealth(client),
      signs: await readSigns(client, mayOf(component, user), now),
    }));
    const aclLog = found.signs.aclLog ?? (await aclLogOf(component));
    return { ...found, signs: { ...found.signs, aclLog } };
  } catch (error) {
    return { user, health: gone(messageOf(error)), signs: {} };
  }
}

/** ACL LOG as the ops user, the one on docker who may be let read it. */
async function aclLogOf(component: Component): Promise<Signs["aclLog"]> {
  const ops = opsOf(component);
  return ops && mayOf(component, ops.user)("acl|log") ? asUser(component, ops, readAclLog) : undefined;
}

/** By the rules of the state; where it has none, the server has to say. */
function mayOf(component: Component, user: string): May {
  const words = rulesOf(component, user);
  return (name) => {
    // AWS lets nobody read it.
    if (name === "acl|log" && component.target === "elasticache") {
      return false;
    }
    const probe = commands.find((command) => command.name === name);
    return words === undefined || (probe !== undefined && allows(words, probe));
  };
}

const commands: Named[] = [
  { name: "info", categories: ["slow", "dangerous"] },
  { name: "acl|log", categories: ["admin", "slow", "dangerous"] },
  { name: "slowlog|get", categories: ["admin", "slow", "dangerous"] },
];

function gone(reason: string): Health {
  return {
    status: "unhealthy",
    latencyMs: null,
    role: "unknown",
    memory: null,
    replication: null,
    reasons: [reason],
  };
}
