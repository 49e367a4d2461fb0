import { dirname } from "node:path";
import { resources } from "../../../lab/aws/registry";
import { schemaFromTypes } from "../../../lab/aws/schemaFromTypes";
import { group, schema, type } from "./support";

test("properties have the types of the npm package", () => {
  const { inputs, outputs } = type(group).known;
  expect(inputs.description).toEqual({ type: { kind: "string" }, required: true });
  expect(inputs.numCacheClusters).toEqual({ type: { kind: "number" }, required: false });
  expect(inputs.transitEncryptionEnabled?.type).toEqual({ kind: "boolean" });
  expect(inputs.securityGroupIds?.type).toEqual({ kind: "list", of: { kind: "string" } });
  expect(inputs.tags?.type).toEqual({ kind: "map", of: { kind: "string" } });
  expect(outputs).toEqual(expect.arrayContaining(["primaryEndpointAddress", "tagsAll", "description"]));
  expect(outputs).not.toContain("id");
});

test("nested types are followed", () => {
  const queries = type("aws:cloudwatch/metricAlarm:MetricAlarm").known.inputs.metricQueries?.type;
  expect(queries).toMatchObject({
    kind: "list",
    of: {
      kind: "object",
      properties: {
        id: { type: { kind: "string" }, required: true },
        metric: { type: { kind: "object", properties: { period: { required: true } } }, required: false },
      },
    },
  });
});

test("text or a policy document is a document, text or a resource is text", () => {
  const { policy, role } = type("aws:iam/rolePolicy:RolePolicy").known.inputs;
  expect(policy?.type).toEqual({ kind: "json" });
  expect(role?.type).toEqual({ kind: "string" });
});

test("functions have their arguments", () => {
  expect(Object.keys(schema.functions["aws:ec2/getSubnets:getSubnets"] ?? {})).toEqual([
    "filters",
    "region",
    "tags",
  ]);
  expect(schema.functions["aws:elasticache/getReplicationGroup:getReplicationGroup"]).toMatchObject({
    replicationGroupId: { required: true },
  });
});

test("whatever a type's traits speak of is one of its properties", () => {
  for (const token of Object.keys(resources)) {
    const { resource, known } = type(token);
    const { traits } = resource;
    const spokenOf = [
      ...traits.replaces,
      ...(traits.computed ?? []),
      ...(traits.sets ?? []),
      ...(traits.json ?? []),
      ...(traits.sensitive ?? []),
      ...(traits.unsupported ?? []),
      ...(traits.exclusive ?? []).flat(),
      ...(traits.oneRequired ?? []).flat(),
      ...Object.keys(traits.defaults ?? {}),
      ...Object.keys(traits.rules ?? {}).map((path) => path.replace(/[.[].*/, "")),
      ...(traits.name ? [traits.name.property] : []),
    ];
    expect([token, spokenOf.filter((name) => !(name in known.inputs))]).toEqual([token, []]);
  }
});

test("a type that the package does not have is an error", () => {
  const folder = dirname(require.resolve("@pulumi/aws/package.json"));
  expect(() => schemaFromTypes(folder, ["aws:elasticache/cluster:Clutter"], [])).toThrow(
    "no interface Clutter",
  );
});
