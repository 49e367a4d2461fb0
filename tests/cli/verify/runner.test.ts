import { Pulumi } from "../../../cli/stack/pulumi";
import { type Check, pass, Unchecked } from "../../../cli/verify/check";
import { Context } from "../../../cli/verify/context";
import { runChecks } from "../../../cli/verify/runner";
import { countOf } from "../../../cli/verify/table";
import { component } from "../support";

const context = new Context(component(), new Pulumi(".", "dev"), 0);
const check = (id: string, run: Check["run"], applies = true): Check => ({
  id,
  title: id,
  applies: () => applies,
  run,
});

test("a check's verdict is its own, an error is a failure, and what cannot be found out is neither", async () => {
  const results = await runChecks(
    [
      check("good", async () => pass("well")),
      check("broken", async () => Promise.reject(new Error("why"))),
      check("blind", async () => Promise.reject(new Unchecked("no eyes"))),
      check("other target", async () => pass("never asked"), false),
    ],
    context,
  );
  expect(results).toEqual([
    { id: "good", title: "good", status: "pass", detail: "well" },
    { id: "broken", title: "broken", status: "fail", detail: "why" },
    { id: "blind", title: "blind", status: "unchecked", detail: "no eyes" },
  ]);
  expect(countOf(results)).toEqual({ passed: 1, failed: 1, unchecked: 1 });
});

test("a check that hangs has failed when its time is over", async () => {
  const [result] = await runChecks([check("hangs", () => new Promise(() => {}))], context, { seconds: 0.05 });
  expect(result).toMatchObject({ status: "fail", detail: "it could not be found out within 0.05 s" });
});
