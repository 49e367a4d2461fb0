import { randomBytes } from "node:crypto";
import { isAbsent, type Values } from "./values";

/** How a name is made when none is given. */
export interface AutoName {
  /** The property that takes it. */
  property: string;
  /** The most characters that AWS allows. */
  longest: number;
  /** AWS keeps the name in lower case. */
  lowerCase?: boolean;
  /** What AWS wants in front of it. */
  prefix?: string;
}

/**
 * The name of a resource that is given none: its logical name, a hyphen and seven hex digits; once made it is kept.
 * Undefined when a name or a prefix for it is given.
 */
export function autoName(
  rule: AutoName,
  logicalName: string,
  news: Values,
  olds: Values,
): string | undefined {
  if (!isAbsent(news[rule.property]) || !isAbsent(news[`${rule.property}Prefix`])) {
    return undefined;
  }
  if (typeof olds[rule.property] === "string") {
    return olds[rule.property] as string;
  }
  return written(rule, `${logicalName}-${digits()}`);
}

/** A name as the official plugin hands it to AWS. */
export function written(rule: AutoName, name: string): string {
  const prefixed = rule.prefix && !name.startsWith(rule.prefix) ? rule.prefix + name : name;
  return rule.lowerCase ? prefixed.toLowerCase() : prefixed;
}

/** The name that a prefix leads to: with 26 characters behind it that no other resource has. */
export function fromPrefix(prefix: string): string {
  return prefix + randomBytes(13).toString("hex");
}

function digits(): string {
  return randomBytes(4).toString("hex").slice(0, 7);
}
