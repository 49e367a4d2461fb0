import type { Component } from "../stack/component";
import { loadedFile } from "../stack/inside";
import { parseAcl } from "./acl";

/** The rules that were deployed for a user, in words of Redis' ACL; undefined where the state has none. */
export function rulesOf(component: Component, user: string): string[] | undefined {
  const name = component.logins.find((login) => login.user === user)?.username || user;
  const access = component.resources.find(
    ({ type, outputs }) => type === "aws:elasticache/user:User" && outputs.userName === name,
  );
  return access
    ? String(access.outputs.accessString).split(/\s+/)
    : parseAcl(loadedFile(component, "users.acl") ?? "").get(user);
}
