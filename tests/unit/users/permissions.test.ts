import { permissions } from "../../../components/users/permissions";

const words = (...args: Parameters<typeof permissions>) => permissions(...args).split(" ");

test("without keys, channels and commands there is nothing", () => {
  expect(permissions({})).toBe("resetchannels -@all");
});

test("keys come with a tilde, unless they say what may be done with them", () => {
  expect(words({ keys: ["app:*", "%R~shared:*", "%W~in:*", "%RW~both"] }).slice(0, 4)).toEqual([
    "~app:*",
    "%R~shared:*",
    "%W~in:*",
    "%RW~both",
  ]);
});

test("channels come after those that a server gives by default are taken away", () => {
  expect(permissions({ channels: ["news:*", "a"] })).toBe("resetchannels &news:* &a -@all");
});

test("commands come last, in their order, so that they add to and take from the preset", () => {
  const commands = ["-del", "+@hash", "+script|exists"];
  for (const preset of ["readonly", "readwrite", "monitor"] as const) {
    expect(words({ preset, commands }).slice(-3)).toEqual(commands);
  }
  expect(permissions({ commands })).toBe("resetchannels -@all -del +@hash +script|exists");
});

describe.each(["readonly", "readwrite", "monitor"] as const)("the preset %s", (preset) => {
  const rules = words({ preset });

  test("begins with nothing", () => {
    expect(rules.slice(0, 2)).toEqual(["resetchannels", "-@all"]);
  });

  test("adds no category after the dangerous ones are taken out", () => {
    const last = Math.max(rules.indexOf("-@admin"), rules.indexOf("-@dangerous"));
    expect(Math.min(rules.indexOf("-@admin"), rules.indexOf("-@dangerous"))).toBeGreaterThan(0);
    expect(rules.slice(last + 1).filter((rule) => rule.startsWith("+@"))).toEqual([]);
  });

  test("names each rule once, and no key or channel", () => {
    expect(new Set(rules).size).toBe(rules.length);
    expect(rules.filter((rule) => !/^[+-]/.test(rule))).toEqual(["resetchannels"]);
  });
});

test("only readwrite writes, publishes and runs scripts", () => {
  for (const rule of ["+@write", "+@pubsub", "+eval", "+fcall"]) {
    expect(words({ preset: "readwrite" })).toContain(rule);
    expect(words({ preset: "readonly" })).not.toContain(rule);
    expect(words({ preset: "monitor" })).not.toContain(rule);
  }
});

test("monitor reads no data", () => {
  expect(words({ preset: "monitor" })).not.toContain("+@read");
});
