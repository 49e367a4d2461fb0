import { accepts, isRule } from "../../../components/rule";
import { userName, userRules } from "../../../components/users/rules";

function accepted(key: keyof typeof userRules, value: unknown): boolean {
  const rule = userRules[key];
  if (rule === undefined || !isRule(rule)) {
    throw new Error(`there is no rule ${key}`);
  }
  return accepts(rule, value);
}

test.each(["a", "app", "web-1", "a".repeat(20), "default2", "opsy"])("%s may be a user's name", (name) => {
  expect(accepts(userName, name)).toBe(true);
});

test.each([
  "",
  "default",
  "ops",
  "App",
  "1app",
  "-app",
  "app-",
  "a--b",
  "a b",
  "a_b",
  "a\n",
  "ä",
  "a".repeat(21),
  7,
  undefined,
])("%j may not", (name) => {
  expect(accepts(userName, name)).toBe(false);
});

test("a preset is one of three", () => {
  expect(["readonly", "readwrite", "monitor"].every((preset) => accepted("preset", preset))).toBe(true);
  expect(["admin", "", "READONLY", true, undefined].some((preset) => accepted("preset", preset))).toBe(false);
});

test.each(["+get", "-del", "+@hash", "-@all", "+script|load", "+json.get", "+client|no-evict"])(
  "%s is a rule of commands",
  (rule) => {
    expect(accepted("commands", [rule])).toBe(true);
  },
);

test.each([
  "get",
  "+",
  "+GET",
  "+get +set",
  "+get\n+set",
  "~*",
  "&*",
  "on",
  "nopass",
  ">secret",
  "allcommands",
  "+a|b|c",
  "(+get ~x)",
  "reset",
  5,
])("%j is none", (rule) => {
  expect(accepted("commands", [rule])).toBe(false);
  expect(accepted("commands", ["+get", rule])).toBe(false);
});

test.each(["app:*", "*", "%R~shared:*", "%W~in", "%RW~both", 'quo"te', "back\\slash", "(x)", "ü"])(
  "%s is a pattern of keys",
  (pattern) => {
    expect(accepted("keys", [pattern])).toBe(true);
  },
);

test.each(["", "~app:*", "&news", "%X~app", "%~app", "%R~", "app:* +@all", "a\tb", "a\nb", "a".repeat(201)])(
  "%j is none",
  (pattern) => {
    expect(accepted("keys", [pattern])).toBe(false);
  },
);

test("a pattern of channels cannot say what may be done with it", () => {
  expect(accepted("channels", ["news:*", "*"])).toBe(true);
  expect(["", "&news", "%R~news", "a b"].some((pattern) => accepted("channels", [pattern]))).toBe(false);
});

test.each(["commands", "keys", "channels"])("%s are a list", (key) => {
  expect(accepted(key, [])).toBe(true);
  expect(["app:*", { 0: "app:*" }, null].some((value) => accepted(key, value))).toBe(false);
});

test.each(["everything", "iam"])("%s is true or false", (key) => {
  expect([true, false].every((value) => accepted(key, value))).toBe(true);
  expect(["true", 1, null].some((value) => accepted(key, value))).toBe(false);
});
