import fc from "fast-check";
import { isIpv6, privateRange } from "../../../components/elasticache/privateRange";

/** The private ranges of IPv4, as numbers: RFC 1918 and RFC 6598. */
const privates = [
  { base: 0x0a000000, length: 8 },
  { base: 0xac100000, length: 12 },
  { base: 0xc0a80000, length: 16 },
  { base: 0x64400000, length: 10 },
];

const written = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
/** The first address of the range that an address is in. */
const first = (address: number, length: number) =>
  length === 0 ? 0 : (address & (0xffffffff << (32 - length))) >>> 0;

const addresses = fc.oneof(
  fc.integer({ min: 0, max: 0xffffffff }),
  ...privates.map(({ base, length }) => fc.nat(2 ** (32 - length) - 1).map((rest) => base + rest)),
);
const lengths = fc.integer({ min: 0, max: 32 });

test("a range of IPv4 is accepted exactly when it lies within a private one and begins where it says", () => {
  fc.assert(
    fc.property(addresses, lengths, fc.boolean(), (address, length, align) => {
      const begin = align ? first(address, length) : address;
      const expected =
        begin === first(begin, length) &&
        privates.some((range) => length >= range.length && first(begin, range.length) === range.base);
      expect(privateRange.accepts(`${written(begin)}/${length}`)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test("a range of IPv6 is accepted exactly when it is unique local and begins where it says", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xfb00, max: 0xfe00 })),
      fc.integer({ min: 0, max: 128 }),
      (head, length) => {
        const isFirst = length >= 16 || (head & ((1 << (16 - length)) - 1)) === 0;
        const isUniqueLocal = length >= 7 && head >> 9 === 0xfc >> 1;
        const accepted = privateRange.accepts(`${head.toString(16)}::/${length}`);
        expect(accepted).toBe(isFirst && isUniqueLocal);
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  "10.0.0.0/8",
  "10.1.2.3/32",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "fd12:3456::/32",
  "fc00::/7",
])("%s is private", (range) => {
  expect(privateRange.accepts(range)).toBe(true);
});

test.each([
  "0.0.0.0/0",
  "::/0",
  "8.8.8.0/24",
  "8.8.8.8/32",
  "10.0.0.0/7",
  "10.0.0.5/16",
  "172.0.0.0/8",
  "172.32.0.0/12",
  "192.168.0.0/15",
  "100.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/4",
  "2001:db8::/32",
  "2a00:1450::/32",
  "fe80::/10",
  "fc00::/6",
  "::ffff:10.0.0.0/104",
  "fd12:3456::1/32",
])("%s is refused", (range) => {
  expect(privateRange.accepts(range)).toBe(false);
});

test.each([
  "",
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0/8",
  "10/8",
  "0x0a.0.0.0/8",
  "012.0.0.0/8",
  "10.0.0.0/8 ",
  "10.0.0.0/8,10.1.0.0/16",
  "fd00::",
  "fd00::/129",
  "localhost",
  "vpc",
  10,
  null,
  undefined,
  ["10.0.0.0/8"],
])("%j is no range", (value) => {
  expect(privateRange.accepts(value)).toBe(false);
});

test("the two versions of IP are told apart", () => {
  expect(isIpv6("fd00::/8")).toBe(true);
  expect(isIpv6("10.0.0.0/8")).toBe(false);
});
