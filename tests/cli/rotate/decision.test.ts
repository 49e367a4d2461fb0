import { configuredGeneration } from "../../../cli/rotate/config";
import { nextGeneration } from "../../../cli/rotate/decision";

const words = { place: "the config", finishCommand: "rotate --finish" };

test("a rotation is the next generation, its completion the one that is there", () => {
  expect(nextGeneration({ wanted: 3, deployed: 3 }, false, words)).toBe(4);
  expect(nextGeneration({ wanted: 4, deployed: 3 }, true, words)).toBe(4);
});

test("one on top of an unfinished one is refused, with the command that finishes it", () => {
  expect(() => nextGeneration({ wanted: 4, deployed: 3 }, false, words)).toThrow(
    "an earlier rotation is not deployed yet (rotation.generation is 4 in the config and 3 in what is deployed); finish it first: rotate --finish",
  );
});

test("nothing to finish, and a config that is behind, are refused", () => {
  expect(() => nextGeneration({ wanted: 3, deployed: 3 }, true, words)).toThrow("no rotation to finish");
  for (const finish of [true, false]) {
    expect(() => nextGeneration({ wanted: 2, deployed: 3 }, finish, words)).toThrow("get the newest config");
  }
});

test("the generation is read from the config of the component's project", () => {
  const config = (value: object) => JSON.stringify(value);
  expect(configuredGeneration(config({}), "app")).toBe(0);
  expect(configuredGeneration(config({ "app:rotation": { objectValue: { generation: 7 } } }), "app")).toBe(7);
  expect(configuredGeneration(config({ "other:rotation": { objectValue: { generation: 7 } } }), "app")).toBe(
    0,
  );
  expect(() => configuredGeneration(config({ "app:rotation.generation": { value: "1" } }), "app")).toThrow(
    "--path",
  );
  expect(() =>
    configuredGeneration(config({ "app:rotation": { objectValue: { generation: "x" } } }), "app"),
  ).toThrow("no whole number");
});
