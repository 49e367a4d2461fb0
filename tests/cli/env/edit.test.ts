import { parse } from "dotenv";
import fc from "fast-check";
import { setVariables } from "../../../cli/env/edit";

const variables = { REDIS_URL: "redis://:pw@127.0.0.1:6379/0", REDIS_USERNAME: "", REDIS_TLS: "false" };

test("a file that is not there has the variables and nothing else", () => {
  expect(setVariables("", variables)).toBe(
    "REDIS_URL=redis://:pw@127.0.0.1:6379/0\nREDIS_USERNAME=\nREDIS_TLS=false\n",
  );
});

test("lines that set them are replaced where they stand, all others stay byte by byte", () => {
  const before = "# mine\r\n\r\nA = 'x'  # y\r\nexport REDIS_URL=old\r\nREDIS_TLS: true\r\nB=2";
  expect(setVariables(before, variables)).toBe(
    "# mine\r\n\r\nA = 'x'  # y\r\nexport REDIS_URL=redis://:pw@127.0.0.1:6379/0\r\nREDIS_TLS=false\r\nB=2\r\nREDIS_USERNAME=\r\n",
  );
});

test("a variable that is set twice is set once", () => {
  expect(setVariables("REDIS_TLS=true\nREDIS_TLS=1\n", { REDIS_TLS: "false" })).toBe("REDIS_TLS=false\n");
});

test("names that only begin alike, and comments, are others", () => {
  const before = "REDIS_URL_OLD=1\n#REDIS_URL=2\nMY_REDIS_URL=3\n";
  expect(setVariables(before, { REDIS_URL: "new" })).toBe(`${before}REDIS_URL=new\n`);
});

test("doing it twice changes nothing", () => {
  const once = setVariables("A=1\n", variables);
  expect(setVariables(once, variables)).toBe(once);
});

test("a value that needs quotes gets them, and one that no quote can hold is refused", () => {
  expect(parse(setVariables("", { REDIS_USERNAME: "a b#c" }))).toEqual({ REDIS_USERNAME: "a b#c" });
  expect(() => setVariables("", { REDIS_USERNAME: "a'b" })).toThrow("a quote or a line break");
});

test("a quoted value over several lines, one of which looks like ours, is refused rather than changed", () => {
  const before = 'NOTE="first\nREDIS_URL=in a text\nlast"\n';
  expect(() => setVariables(before, { REDIS_URL: "new" })).toThrow("without changing other variables");
});

test("whatever the file, the variables come out as given and every other one as before, or it is refused", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "REDIS_URL=a",
      "export REDIS_TLS='b'",
      'REDIS_USERNAME="c"',
      "# REDIS_URL=d",
      "",
      "A=1",
      'B="x',
      '"',
    ),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), (lines, ending) => {
      const before = lines.join(ending);
      try {
        expect(parse(setVariables(before, variables))).toEqual({ ...parse(before), ...variables });
      } catch (error) {
        expect((error as Error).message).toContain("without changing other variables");
      }
    }),
  );
});
