import { Pulumi } from "../../../cli/stack/pulumi";
import { otherNetworks } from "../../../cli/verify/checks/otherNetworks";
import { Context } from "../../../cli/verify/context";
import { runChecks } from "../../../cli/verify/runner";
import { component } from "../support";

/** What Docker answers to a command, by its first words; an answer that is an error goes to stderr. */
let answers: Record<string, string | Error>;
let asked: string[];

jest.mock("../../../cli/run", () => ({
  run: async (_: string, args: string[]) => {
    const line = args.join(" ");
    asked.push(line);
    const [, answer = ""] = Object.entries(answers).find(([words]) => line.startsWith(words)) ?? [];
    return answer instanceof Error
      ? { exitCode: 1, stdout: "", stderr: answer.message, output: "" }
      : { exitCode: 0, stdout: answer, stderr: "", output: "" };
  },
}));

const resource = (kind: "container" | "network", name: string) => ({
  urn: "",
  type: `docker:index/${kind}:${kind === "container" ? "Container" : "Network"}`,
  name,
  inputs: {},
  outputs: { name },
});
const resources = [resource("container", "redis-server"), resource("network", "redis-network")] as never;
const server = {
  Image: "image",
  NetworkSettings: { Networks: { "redis-network": { IPAddress: "172.20.0.2" } } },
};

beforeEach(() => {
  asked = [];
  answers = {
    "container inspect": JSON.stringify([server]),
    "network inspect": JSON.stringify([{ Containers: { a: { Name: "redis-server" } } }]),
    run: "done",
  };
});

async function verdict() {
  const context = new Context(component({ resources }), new Pulumi(".", "dev"), 0);
  const [result] = await runChecks([otherNetworks], context);
  return { status: result?.status, detail: result?.detail };
}

test("no answer is a pass, and the network of the probe is removed", async () => {
  expect((await verdict()).status).toBe("pass");
  const [, name] = asked.find((line) => line.startsWith("network create"))?.match(/(\S+)$/) ?? [];
  expect(asked.at(-1)).toBe(`network rm ${name}`);
});

test("an answer fails", async () => {
  answers.run = "172.20.0.2\ndone";
  expect(await verdict()).toMatchObject({
    status: "fail",
    detail: expect.stringMatching(/^it answers to the network bridge at/),
  });
});

test("a probe, or a network for it, that Docker does not make tells nothing of the deployment", async () => {
  answers.run = new Error("no room");
  expect(await verdict()).toMatchObject({ status: "unchecked", detail: expect.stringMatching(/no room$/) });
  answers["network create"] = new Error("no pool");
  expect(await verdict()).toEqual({
    status: "unchecked",
    detail: "no network could be made to try it from: no pool",
  });
});

test("a probe that Docker was late with is waited for before its network is removed", async () => {
  answers["ps --quiet"] = "one\ntwo";
  await verdict();
  expect(asked.slice(-2)).toEqual(["wait one two", expect.stringMatching(/^network rm /)]);
});

test("a stranger on the network fails, also where no probe can be made", async () => {
  answers["network inspect"] = JSON.stringify([{ Containers: { a: { Name: "stranger" } } }]);
  answers["network create"] = new Error("no pool");
  expect(await verdict()).toEqual({ status: "fail", detail: "the container stranger is on its network" });
});
