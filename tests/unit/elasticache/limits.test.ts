import { dashboardBody } from "../../../components/elasticache/dashboard";
import { overlapOf } from "../../../components/elasticache/strategy";
import { mistakesIn, validate } from "../../../components/validation";
import { ids } from "../support/cloud";
import { Deployment } from "../support/deployment";
import { deployed } from "../support/elastiCache";

const mistakesOf = (settings: object) =>
  mistakesIn({ target: "elasticache", elasticache: { vpcId: ids.vpc, ...settings } }).map(({ path }) => path);

test("a security group that is named twice is let in once", async () => {
  const { events } = await deployed({ allowFrom: { securityGroupIds: ["sg-01234567", "sg-01234567"] } });
  expect(events.filter((event) => event === "cache-from-sg-01234567")).toHaveLength(1);
});

test.each(["a-", "a--b"])("the name %s, whose group's id AWS would refuse, is refused", (name) => {
  const args = { target: "elasticache" as const, elasticache: { vpcId: ids.vpc } };
  expect(() => validate(name, args)).toThrow("name");
  expect(() => validate(name, { target: "docker" })).not.toThrow();
});

test.each(["7.10", "07.1", "6.20", "7.00"])("the version %s does not exist", (engineVersion) => {
  expect(mistakesOf({ engineVersion })).toEqual(["elasticache.engineVersion"]);
});

test.each([[{}], [{ name: "cache.example" }], [{ zoneId: "Z01" }]])("dns %j lacks something", (dns) => {
  expect(mistakesOf({ dns })).not.toEqual([]);
});

test("tags that cannot be read are refused", () => {
  expect(mistakesOf({ tags: Promise.resolve({ team: "data" }) })).toEqual(["elasticache.tags"]);
  expect(mistakesOf({ tags: new Map([["team", "data"]]) })).toEqual(["elasticache.tags"]);
});

test("a dashboard has no more than CloudWatch's 2500 metrics in all", () => {
  const { widgets } = JSON.parse(dashboardBody("cache", "eu-central-1", { replicas: 1, shards: 250 })) as {
    widgets: { properties: { metrics: unknown[] } }[];
  };
  expect(widgets.reduce((sum, { properties }) => sum + properties.metrics.length, 0)).toBeLessThanOrEqual(
    2500,
  );
});

test("docker refuses a public range as production would", async () => {
  const errors: unknown[] = [];
  await Deployment.complete({
    use: (redis) => {
      try {
        redis.allowFrom("world", { cidrBlock: "0.0.0.0/0" });
      } catch (error) {
        errors.push(error);
      }
    },
  });
  expect(errors).toHaveLength(1);
});

test("a range's length has no leading zero", () => {
  expect(mistakesOf({ allowFrom: { cidrBlocks: ["10.0.0.0/08"] } })).not.toEqual([]);
});

test("a grace too short for the clock is refused, for SET would come before ROTATE", () => {
  const rotation = { graceDays: 1e-12 };
  const args = { target: "elasticache" as const, elasticache: { vpcId: ids.vpc }, rotation };
  const strategy = overlapOf({
    password: "new",
    overlap: { strategy: "SET" },
    deployed: undefined,
    open: false,
    time: Date.UTC(2026, 2, 1),
    ...rotation,
  });
  expect(strategy.strategy === "SET" && mistakesIn(args).length === 0).toBe(false);
});

test("CloudWatch takes 5 topics for an alarm", () => {
  const topics = Array.from({ length: 6 }, (_, i) => `arn:aws:sns:eu-central-1:123456789012:operators-${i}`);
  expect(mistakesOf({ monitoring: { alarmTopicArns: topics } })).not.toEqual([]);
});

test("a region is named once", () => {
  expect(mistakesOf({ secret: { replicaRegions: ["eu-west-1", "eu-west-1"] } })).not.toEqual([]);
});

test("the method allowFrom holds a security group's id to the rule of the setting", async () => {
  const errors: unknown[] = [];
  await deployed(
    {},
    {
      use: (redis) => {
        try {
          redis.allowFrom("api", { securityGroupId: "api" });
        } catch (error) {
          errors.push(error);
        }
      },
    },
  );
  expect(errors).toHaveLength(1);
});
