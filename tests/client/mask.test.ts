import { inspect } from "node:util";
import fc from "fast-check";
import { bareError, Mask } from "../../client/mask";

function maskOf(...passwords: string[]): Mask {
  const mask = new Mask();
  for (const password of passwords) {
    mask.add(password);
  }
  return mask;
}

test("passwords of now and before are masked, as they are and as URLs and JSON write them", () => {
  const mask = maskOf('old/"1', "new@2");
  expect(mask.text('old/"1 new@2 old%2F%221 new%402 {"p":"old/\\"1"}')).toBe('*** *** *** *** {"p":"***"}');
});

test("the password of any URL is masked, known or not, and the rest stays", () => {
  const mask = maskOf();
  expect(mask.text("rediss://:s3cret@host:6379/0 and redis://app:x@h")).toBe(
    "rediss://:***@host:6379/0 and redis://app:***@h",
  );
  expect(mask.text("connect ECONNREFUSED 127.0.0.1:6379")).toBe("connect ECONNREFUSED 127.0.0.1:6379");
});

test("a password that is part of another leaves nothing of it", () => {
  expect(maskOf("abc", "abcdef").text("abcdef abc")).toBe("*** ***");
});

test("no text keeps a password that is known", () => {
  const password = fc.string({ minLength: 1 }).filter((text) => !"***".includes(text));
  fc.assert(
    fc.property(password, fc.string(), fc.string(), (secret, before, after) => {
      expect(maskOf(secret).text(`${before}${secret}${after}`).split("***").join("")).not.toContain(secret);
    }),
  );
});

test("an error is masked with its stack, causes, errors and properties, and stays the same error", () => {
  const cause = Object.assign(new TypeError("cause s3cret"), { command: { args: ["AUTH", "s3cret"] } });
  const error = Object.assign(new AggregateError([new Error("one s3cret")], "all s3cret", { cause }), {
    extra: "s3cret",
  });
  Object.assign(cause, { back: error });
  expect(maskOf("s3cret").error(error)).toBe(error);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("s3cret");
  expect(error.message).toBe("all ***");
  expect(cause.command.args).toEqual(["AUTH", "***"]);
});

test("what an error shares with others is not changed", () => {
  class Settings {
    password = "s3cret";
  }
  const settings = new Settings();
  maskOf("s3cret").error(Object.assign(new Error("x"), { settings }));
  expect(settings.password).toBe("s3cret");
  const bare = bareError(Object.assign(new TypeError("no"), { settings, code: "E" }));
  expect(bare).toMatchObject({ name: "TypeError", message: "no", code: "E" });
  expect(bare).not.toHaveProperty("settings");
});

test("a hundred passwords are remembered, the newest", () => {
  const passwords = Array.from({ length: 101 }, (_, i) => `password-${String(i).padStart(3, "0")}`);
  const mask = maskOf(...passwords);
  expect(mask.text("password-001 password-100")).toBe("*** ***");
  expect(mask.text("password-000")).toBe("password-000");
});
