import {
  hasSecret,
  hasUnknown,
  redact,
  secret,
  secretTexts,
  unknown,
  unwrapAll,
  withIds,
} from "../../../lab/aws/secrets";

test("secrets are unwrapped at every depth", () => {
  expect(unwrapAll({ a: secret("x"), b: [{ c: secret(["y"]) }], d: 1 })).toEqual({
    a: "x",
    b: [{ c: ["y"] }],
    d: 1,
  });
});

test("a value is marked once, and undefined never", () => {
  expect(secret(secret("x"))).toEqual(secret("x"));
  expect(secret(undefined)).toBeUndefined();
});

test("secret and unknown parts are seen wherever they are", () => {
  expect(hasSecret({ a: [{ b: secret("x") }] })).toBe(true);
  expect(hasSecret({ a: ["x"] })).toBe(false);
  expect(hasUnknown([{ a: unknown }])).toBe(true);
  expect(hasUnknown([{ a: "x" }])).toBe(false);
});

test("a resource becomes its id", () => {
  const reference = {
    "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
    urn: "u",
    id: "r",
  };
  expect(withIds([reference, { role: reference }, secret("x")])).toEqual(["r", { role: "r" }, secret("x")]);
});

test("no secret remains in a message, and none leaves a part of itself", () => {
  const values = { a: secret("abc"), b: { c: [secret("abcdef")] }, authToken: "plain", d: "kept" };
  const texts = secretTexts(values, ["authToken"]);
  expect(redact("abcdef plain kept abc", texts)).toBe("[secret] [secret] kept [secret]");
});
