import { standInVersion } from "../../lab/aws/build";
import { minimal } from "../lab/aws/minimal";
import { run } from "./support/shell";
import { Stack } from "./support/stack";

jest.setTimeout(600_000);

// The typed constructors drop what they do not know, so the resources are made without them.
const program = `
import * as pulumi from "@pulumi/pulumi";

const { token, props } = JSON.parse(process.env.SECURE_REDIS_TEST_RESOURCE ?? "");
new pulumi.CustomResource(token, "wrong", props, { version: "${standInVersion()}" });
`;

const cases = Object.entries(minimal);
const outputs = new Map<string, string>();
let stack: Stack;

// The engine stops at the first resource that is refused, and tells all that is wrong with it: one preview a type.
beforeAll(async () => {
  const endpoint = process.env.SECURE_REDIS_TEST_AWS_ENDPOINT;
  if (!endpoint) {
    throw new Error("SECURE_REDIS_TEST_AWS_ENDPOINT is not set; run the tests with npm test");
  }
  const aws = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "100000000001",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
  };
  stack = await Stack.create({}, aws, program);
  const waiting = [...cases];
  await Promise.all([previewAll(waiting), previewAll(waiting), previewAll(waiting)]);
});

afterAll(async () => {
  await stack.dispose();
});

async function previewAll(waiting: typeof cases): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [token, { inputs, single }] = next;
    const props = { ...inputs, [single]: ["a list"], mistakenProperty: "x" };
    const env = { ...stack.env, SECURE_REDIS_TEST_RESOURCE: JSON.stringify({ token, props }) };
    const { exitCode, output } = await run("pulumi", ["preview", "--color", "never"], {
      cwd: stack.folder,
      env,
    });
    outputs.set(token, `exit code ${exitCode}\n${output}`);
  }
}

test.each(cases)("%s: a wrong name and a wrong type are refused, each by name", (token, { single }) => {
  const output = outputs.get(token) ?? "";
  const told = output.split("\n").filter((line) => line.includes("error:"));
  expect(output).not.toContain("exit code 0");
  expect(told.filter((line) => line.includes("mistakenProperty"))).not.toEqual([]);
  expect(told.filter((line) => new RegExp(`\\b${single}\\b`).test(line))).not.toEqual([]);
});
