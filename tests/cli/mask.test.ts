import fc from "fast-check";
import { Mask } from "../../cli/mask";

test("a secret is three stars, as it is and as URLs and JSON write it", () => {
  const mask = new Mask();
  mask.add('p"s/s wörd');
  const text = `a p"s/s wörd b ${encodeURIComponent('p"s/s wörd')} c ${JSON.stringify({ password: 'p"s/s wörd' })}`;
  expect(mask.text(text)).toBe('a *** b *** c {"password":"***"}');
});

test("of two secrets the longer one goes first", () => {
  const mask = new Mask();
  mask.add("abc", "abcdef");
  expect(mask.text("abcdef abc")).toBe("*** ***");
});

test("the password of a URL is masked that nobody made known", () => {
  expect(new Mask().text("redis://user:unknown@host:1/0")).toBe("redis://user:***@host:1/0");
});

test("an empty secret hides nothing", () => {
  const mask = new Mask();
  mask.add("");
  expect(mask.text("text")).toBe("text");
});

test("whatever the text, none of a thousand secrets is left in it", () => {
  const secret = fc.string({ minLength: 8, maxLength: 48 }).filter((text) => !text.includes("*"));
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 50 }), fc.string(), (secrets, noise) => {
      const mask = new Mask();
      mask.add(...secrets);
      const masked = mask.text(secrets.map((one) => `${noise}:${one}`).join("\n"));
      // What a mask of three stars cuts a neighbour out of was one secret inside of another.
      return secrets.every((one) => noise.includes(one) || !masked.includes(one));
    }),
  );
});
