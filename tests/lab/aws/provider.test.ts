import { standIn } from "../../../lab/aws/provider";
import { secret } from "../../../lab/aws/secrets";
import { merged, stateOf } from "../../../lab/aws/state";
import { setEnv } from "../support";
import { checked, group, schema, type } from "./support";

const provider = standIn(schema);
const urn = (token: string) => `urn:pulumi:dev::p::secure-redis:index:SecureRedis$${token}::cache`;
// Nothing listens there.
const nowhere = "http://127.0.0.1:9";

test("every call is refused without an emulator on this machine", async () => {
  setEnv({ AWS_ENDPOINT_URL: "https://elasticache.us-east-1.amazonaws.com" });
  const refusal = "only against an emulator on this machine";
  await expect(provider.check?.(urn(group), {}, {})).rejects.toThrow(refusal);
  await expect(provider.diff?.("a", urn(group), {}, {})).rejects.toThrow(refusal);
  await expect(provider.create?.(urn(group), {})).rejects.toThrow(refusal);
  await expect(provider.read?.("a", urn(group), {})).rejects.toThrow(refusal);
  await expect(provider.update?.("a", urn(group), {}, {})).rejects.toThrow(refusal);
  await expect(provider.delete?.("a", urn(group), {})).rejects.toThrow(refusal);
  await expect(provider.invoke?.("aws:index/getPartition:getPartition", {})).rejects.toThrow(refusal);
});

test("another type or function is refused by name", async () => {
  setEnv({ AWS_ENDPOINT_URL: nowhere });
  await expect(provider.check?.(urn("aws:sqs/queue:Queue"), {}, {})).rejects.toThrow(
    "aws:sqs/queue:Queue cache",
  );
  await expect(provider.invoke?.("aws:ec2/getAmi:getAmi", {})).rejects.toThrow("aws:ec2/getAmi:getAmi");
});

test("a wrong argument of a function is refused by name", async () => {
  setEnv({ AWS_ENDPOINT_URL: nowhere });
  const result = await provider.invoke?.("aws:ec2/getSubnets:getSubnets", { filter: [] });
  expect(result?.failures).toEqual([{ property: "filter", reason: "is not a property of this type" }]);
});

test("an error names the resource and holds no secret", async () => {
  setEnv({ AWS_ENDPOINT_URL: nowhere });
  const { inputs } = checked(group, { description: secret("127.0.0.1") });
  const failed = provider.create?.(urn(group), inputs);
  await expect(failed).rejects.toThrow(
    /^aws:elasticache\/replicationGroup:ReplicationGroup cache: creating: /,
  );
  await expect(failed).rejects.toThrow(/\[secret\]:9/);
}, 20_000);

test("a state keeps what means the same, takes what differs, and loses what is gone", () => {
  const { resource, known } = type(group);
  const inputs = {
    ...checked(group).inputs,
    securityGroupIds: ["sg-1", "sg-2"],
    authToken: secret("t"),
    tags: { a: secret("x") },
  };
  const state = stateOf(
    known,
    resource.traits,
    inputs,
    {},
    { arn: "arn:x", securityGroupIds: ["sg-2", "sg-1"], tags: { a: "x" } },
    "eu-west-1",
  );
  expect(state).toMatchObject({
    arn: "arn:x",
    authToken: secret("t"),
    region: "eu-west-1",
    securityGroupIds: ["sg-1", "sg-2"],
    tagsAll: { a: secret("x") },
  });
  const later = merged(known, resource.traits, state, {
    authToken: undefined,
    securityGroupIds: ["sg-3"],
    tags: { a: "y" },
  });
  expect(later).toMatchObject({ securityGroupIds: ["sg-3"], tags: secret({ a: "y" }) });
  expect("authToken" in later).toBe(false);
});
