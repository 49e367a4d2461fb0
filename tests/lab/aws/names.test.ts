import { checked, group, mistakes } from "./support";

const nameOf = (token: string, property: string, more: Record<string, unknown> = {}, olds = {}) =>
  checked(token, more, olds).inputs[property];

test("a missing name is the logical name and seven hex digits", () => {
  expect(nameOf(group, "replicationGroupId")).toMatch(/^cache-[0-9a-f]{7}$/);
  expect(nameOf("aws:kms/alias:Alias", "name")).toMatch(/^alias\/cache-[0-9a-f]{7}$/);
  expect(nameOf(group, "replicationGroupId")).not.toBe(nameOf(group, "replicationGroupId"));
});

test("a name that was made is kept", () => {
  const olds = { replicationGroupId: "cache-0123abc" };
  expect(nameOf(group, "replicationGroupId", {}, olds)).toBe("cache-0123abc");
});

test("a given name is taken, in lower case where AWS keeps it so", () => {
  expect(nameOf(group, "replicationGroupId", { replicationGroupId: "Mine" })).toBe("mine");
  expect(nameOf("aws:elasticache/subnetGroup:SubnetGroup", "name", { name: "Mine" })).toBe("mine");
  expect(nameOf("aws:secretsmanager/secret:Secret", "name", { name: "Mine" })).toBe("Mine");
});

test("with a prefix no name is made", () => {
  expect(nameOf("aws:secretsmanager/secret:Secret", "name", { namePrefix: "mine-" })).toBeUndefined();
  expect(mistakes("aws:secretsmanager/secret:Secret", { name: "a", namePrefix: "b" })).toEqual([
    "name conflicts with namePrefix",
  ]);
});

test("a name that is too long is a mistake, not cut", () => {
  expect(mistakes(group, { replicationGroupId: "a".repeat(41) })).toContain(
    "replicationGroupId must have at most 40 characters, and has 41",
  );
});
