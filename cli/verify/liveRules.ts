import { parseAcl } from "../rules/acl";
import type { Account, Component } from "../stack/component";
import { throughLogin } from "./redis";

/** The rules that the server has now, by user. */
export function liveRules(component: Component, ops: Account): Promise<Map<string, string[]>> {
  return throughLogin(component, ops, async (client) => {
    const lines: unknown = await client.sendCommand(["ACL", "LIST"]);
    return parseAcl((lines as string[]).join("\n"));
  });
}
