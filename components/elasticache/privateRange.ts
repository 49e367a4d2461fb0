import * as ipaddr from "ipaddr.js";
import type { Rule } from "../rule";

/** Ranges that no address of the internet is in: RFC 1918, RFC 6598 and RFC 4193. */
const privateKinds = ["private", "carrierGradeNat", "uniqueLocal"];

/** A private address range, written with its first address. */
export const privateRange: Rule = {
  allowed: "a private address range such as 10.1.0.0/16, written with its first address",
  accepts: (value) =>
    typeof value === "string" &&
    /\/(0|[1-9]\d*)$/.test(value) &&
    ipaddr.isValidCIDR(value) &&
    isPrivate(value),
};

/** Whether a range is one of IPv6. */
export function isIpv6(range: string): boolean {
  return ipaddr.IPv6.isValidCIDR(range);
}

function isPrivate(range: string): boolean {
  const Version = isIpv6(range) ? ipaddr.IPv6 : ipaddr.IPv4;
  if (Version === ipaddr.IPv4 && !ipaddr.IPv4.isValidCIDRFourPartDecimal(range)) {
    return false;
  }
  const [address] = ipaddr.parseCIDR(range);
  const first = Version.networkAddressFromCIDR(range);
  const last = Version.broadcastAddressFromCIDR(range);
  return (
    address.toString() === first.toString() &&
    privateKinds.includes(first.range()) &&
    first.range() === last.range()
  );
}
