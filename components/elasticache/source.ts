import type { Mistake } from "../mistake";
import { accepts } from "../rule";
import type { Source } from "./args";
import { privateRange } from "./privateRange";
import { securityGroupId } from "./rules";

/** What keeps a source from being let in. */
export function sourceMistakes(source: Source): Mistake[] {
  const [path, value, rule] =
    "cidrBlock" in source
      ? (["cidrBlock", source.cidrBlock, privateRange] as const)
      : (["securityGroupId", source.securityGroupId, securityGroupId] as const);
  return accepts(rule, value) ? [] : [{ path, value, allowed: rule.allowed }];
}
