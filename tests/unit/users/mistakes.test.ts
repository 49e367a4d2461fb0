import type { UserArgs } from "../../../components/users/args";
import { userMistakes } from "../../../components/users/mistakes";

const ofApp = (user: UserArgs, target: "docker" | "elasticache" = "docker") =>
  userMistakes({ app: user }, target);
const paths = (user: UserArgs) => ofApp(user).map(({ path }) => path);

test("there may be no users, but then the setting is left out", () => {
  expect(userMistakes(undefined, "docker")).toEqual([]);
  expect(userMistakes({}, "docker")).toEqual([
    { path: "users", value: {}, allowed: "at least one user, or no users at all" },
  ]);
});

test("a user needs a preset, or commands that allow something", () => {
  expect(paths({ preset: "readonly" })).toEqual([]);
  expect(paths({ commands: ["+get"] })).toEqual([]);
  for (const user of [{}, { commands: [] }, { commands: ["-get"] }, { keys: ["app:*"] }]) {
    expect(ofApp(user)).toEqual([
      {
        path: "users.app.preset",
        value: undefined,
        allowed: "readonly, readwrite, monitor; or users.app.commands",
      },
    ]);
  }
});

test.each([
  ["keys", ["app:*", "*"]],
  ["keys", ["**"]],
  ["keys", ["%R~*"]],
  ["keys", ["%W~*"]],
  ["keys", ["%RW~*"]],
  ["channels", ["*"]],
  ["channels", ["news:*", "**"]],
  ["commands", ["+@all"]],
  ["commands", ["+@admin"]],
  ["commands", ["+get", "+@dangerous"]],
  ["commands", ["+@slow"]],
  ["commands", ["+@keyspace"]],
  ["commands", ["+@write"]],
  ["commands", ["+monitor"]],
] as const)("%s %j must be spelled out", (key, values) => {
  const user: UserArgs = { preset: "readonly", [key]: [...values] };
  expect(ofApp(user)).toEqual([
    {
      path: `users.app.${key}`,
      value: values,
      allowed: "less than everything, or everything spelled out by users.app.everything: true",
    },
  ]);
  expect(paths({ ...user, everything: true })).toEqual([]);
  expect(paths({ ...user, everything: false })).toEqual([`users.app.${key}`]);
});

test("what is broad and not everything passes", () => {
  const user: UserArgs = {
    preset: "readwrite",
    keys: ["a*", "*a", "%R~*:b"],
    channels: ["n*"],
    commands: ["-@dangerous", "-@all", "+@hash"],
  };
  expect(ofApp(user)).toEqual([]);
});

test("commands that are denied to everybody cannot be given, even with everything", () => {
  const commands = ["+get", "+config|get", "+acl|setuser", "+module", "-shutdown", "+acl|whoami"];
  for (const everything of [true, false]) {
    expect(ofApp({ commands, everything })).toEqual([
      {
        path: "users.app.commands",
        value: ["+config|get", "+acl|setuser", "+module"],
        allowed: "no commands that ElastiCache refuses to everybody, nor MODULE and FAILOVER",
      },
    ]);
  }
});

test("IAM is for ElastiCache", () => {
  const user: UserArgs = { preset: "readonly", iam: true };
  expect(ofApp(user)).toEqual([
    { path: "users.app.iam", value: true, allowed: "false on docker: there is no IAM" },
  ]);
  expect(ofApp(user, "elasticache")).toEqual([]);
  expect(ofApp({ ...user, iam: false })).toEqual([]);
});

test("the mistakes of all users are told at once", () => {
  const mistakes = userMistakes(
    { app: {}, report: { preset: "readonly", keys: ["*"], iam: true } },
    "docker",
  );
  expect(mistakes.map(({ path }) => path)).toEqual([
    "users.app.preset",
    "users.report.keys",
    "users.report.iam",
  ]);
});
