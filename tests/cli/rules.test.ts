import { allows, isOutside, parseAcl, patternsOf } from "../../cli/rules/acl";
import { probes } from "../../cli/verify/commandProbes";
import { forbiddenRead, forbiddenTo } from "../../cli/verify/forbidden";
import { applicationPermissions, deniedCommands, withoutDenied } from "../../components/acl";
import { permissions } from "../../components/users/permissions";

const words = (text: string) => text.split(" ");
const names = (text: string) => forbiddenTo("app", words(withoutDenied(text))).map(({ name }) => name);
const get = { name: "get", categories: ["read", "string", "fast"] };
const configGet = { name: "config|get", categories: ["admin", "slow", "dangerous"] };

test("as in Redis the later rule wins, by category, command or subcommand", () => {
  expect(allows(words("+@all"), get)).toBe(true);
  expect(allows(words("+@all -@read"), get)).toBe(false);
  expect(allows(words("-@read +@all"), get)).toBe(true);
  expect(allows(words("-@all +get"), get)).toBe(true);
  expect(allows(words("allcommands -config"), configGet)).toBe(false);
  expect(allows(words("-@all +config|get"), configGet)).toBe(true);
  expect(allows(words("-@all +config|set"), configGet)).toBe(false);
  expect(allows(words("on #hash ~* &*"), get)).toBe(false);
});

test("nobody may run the commands that are denied to everybody", () => {
  const first = probes.slice(0, deniedCommands.length).map(({ name }) => name.split("|")[0]);
  expect(first).toEqual(deniedCommands);
  expect(names(applicationPermissions)).toEqual(
    probes.slice(0, deniedCommands.length).map(({ name }) => name),
  );
  expect(forbiddenTo("app", undefined)).toEqual(probes.slice(0, deniedCommands.length));
});

test("rules that allow what nobody may run do not make it allowed, but for the ops user", () => {
  expect(forbiddenTo("app", words("~* +@all")).map(({ name }) => name)).toContain("config|get");
  expect(forbiddenTo("ops", words("-@all +acl|list")).map(({ name }) => name)).not.toContain("acl|list");
  expect(forbiddenTo("ops", words("-@all +acl|list")).map(({ name }) => name)).toContain("config|get");
});

test("a user who reads may neither write nor look at the server", () => {
  const readonly = names(permissions({ preset: "readonly", keys: ["app:*"] }));
  expect(readonly).toEqual(
    expect.arrayContaining(["set", "flushall", "keys", "scan", "info", "eval", "publish"]),
  );
  expect(readonly).not.toContain("get");
});

test("a user who watches may look at the server, and at no data", () => {
  const monitor = names(permissions({ preset: "monitor" }));
  expect(monitor).toEqual(expect.arrayContaining(["get", "set", "keys", "monitor"]));
  expect(monitor).not.toContain("info");
  expect(monitor).not.toContain("slowlog|get");
});

test("a key outside of a user's patterns is one more thing that is forbidden", () => {
  expect(forbiddenRead(words("~app:* %R~shared:* +@all"))?.words).toEqual([
    "GET",
    "secure-redis-verify:none",
  ]);
  expect(forbiddenRead(words("~* +@all"))).toBeUndefined();
  expect(forbiddenRead(words("~sec* +@all"))).toBeUndefined();
  expect(forbiddenRead(words("~app:* -@all"))).toBeUndefined();
});

test("patterns and lines are read as Redis writes them", () => {
  expect(patternsOf(words("~a:* %RW~b:* %R~c resetkeys &x allkeys"))).toEqual(["a:*", "b:*", "c", "*"]);
  expect(isOutside("key", ["app:*", "k[xy]*"])).toBe(false);
  expect(isOutside("key", [])).toBe(true);
  expect(parseAcl("user a on #1 +get\nuser b off\n\n")).toEqual(
    new Map([
      ["a", ["on", "#1", "+get"]],
      ["b", ["off"]],
    ]),
  );
});

test("no probe that is queued would be refused for its number of arguments alone", () => {
  expect(probes.filter(({ how, words: given }) => how === "queued" && given.length === 0)).toEqual([]);
  expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
});
