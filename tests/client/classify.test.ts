import {
  ClientOfflineError,
  ConnectionTimeoutError,
  SimpleError,
  SocketClosedUnexpectedlyError,
} from "@redis/client";
import { isForeign, kindOf, named, typed } from "../../client/classify";
import { RedisTlsError, RedisUnreachableError } from "../../client/errors";

const coded = (code: string) => Object.assign(new Error(code), { code });

test.each<[unknown, string | undefined]>([
  [new SimpleError("WRONGPASS invalid username-password pair or user is disabled."), "authentication"],
  [new SimpleError("NOAUTH Authentication required."), "authentication"],
  [
    new SimpleError("ERR AUTH <password> called without any password configured for the default user."),
    "authentication",
  ],
  [new SimpleError("ERR invalid password"), "authentication"],
  [new SimpleError("WRONGTYPE Operation against a key"), undefined],
  [new SimpleError("NOPERM this user has no permissions"), undefined],
  [coded("DEPTH_ZERO_SELF_SIGNED_CERT"), "tls"],
  [coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "tls"],
  [coded("ERR_TLS_CERT_ALTNAME_INVALID"), "tls"],
  [coded("CERT_HAS_EXPIRED"), "tls"],
  [coded("EPROTO"), "tls"],
  [new ConnectionTimeoutError(), "timeout"],
  [coded("ETIMEDOUT"), "timeout"],
  [coded("ECONNREFUSED"), "unreachable"],
  [coded("ENOTFOUND"), "unreachable"],
  [coded("EHOSTUNREACH"), "unreachable"],
  [new SocketClosedUnexpectedlyError(), "unreachable"],
  [new ClientOfflineError(), "unreachable"],
  [new TypeError("wrong argument"), undefined],
  ["text", undefined],
])("%s is of kind %s", (error, kind) => {
  expect(kindOf(error)).toBe(kind);
});

test("an error that says nothing of the connection stays what it is", () => {
  const error = new SimpleError("WRONGTYPE x");
  expect(typed(error, "h:1")).toBe(error);
  expect(named(error, "h:1")).toBeInstanceOf(RedisUnreachableError);
});

test("a typed error names the address, the reason and the cause, and is not typed twice", () => {
  const cause = coded("CERT_HAS_EXPIRED");
  const error = named(cause, "h:1");
  expect(error).toBeInstanceOf(RedisTlsError);
  expect(error).toMatchObject({
    message: "Redis at h:1 could not be verified: CERT_HAS_EXPIRED",
    cause,
    code: "REDIS_TLS",
  });
  expect(named(error, "h:1")).toBe(error);
});

test("the reasons of all addresses are told", () => {
  const error = Object.assign(new AggregateError([new Error("a"), new Error("b")], ""), {
    code: "ECONNREFUSED",
  });
  expect(named(error, "h:1").message).toBe("Redis at h:1 is not reachable: a; b");
});

test("what the decoder throws is foreign, and nothing else", () => {
  expect(isForeign(new Error('Unknown RESP type 72 "H"'))).toBe(true);
  expect(
    [coded("ECONNRESET"), coded("ABORT_ERR"), new SimpleError("LOADING"), new RedisTlsError("x")].filter(
      isForeign,
    ),
  ).toEqual([]);
});
