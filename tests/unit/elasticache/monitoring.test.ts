import fc from "fast-check";
import { shardQueries } from "../../../components/elasticache/alarms";
import { dashboardBody } from "../../../components/elasticache/dashboard";
import { nodesByShard } from "../../../components/elasticache/engine";
import { metricsWith, watchedMetrics } from "../../../components/elasticache/metrics";
import { elastiCacheSettings } from "../../../components/elasticache/settings";

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: {
    title: string;
    region: string;
    view: string;
    stat: string;
    period: number;
    metrics: string[][];
  };
}

const widgetsOf = (settings: { replicas: number; shards: number }, region = "eu-central-1"): Widget[] =>
  JSON.parse(dashboardBody("cache", region, settings)).widgets;

const replicas = fc.integer({ min: 0, max: 5 });
const shards = fc.oneof(fc.constant(1), fc.integer({ min: 3, max: 83 }));

test("each metric has a threshold, and each threshold a metric", () => {
  const { thresholds } = elastiCacheSettings().monitoring;
  expect(watchedMetrics.map(({ key }) => key).sort()).toEqual(Object.keys(thresholds).sort());
});

test("each metric is watched as its threshold is documented", () => {
  const of = ({ key, metricName, stat, across, period, periods }: (typeof watchedMetrics)[number]) => [
    key,
    metricName,
    stat,
    across,
    (period * periods) / 60,
  ];
  expect(watchedMetrics.map(of)).toEqual([
    ["authenticationFailures", "AuthenticationFailures", "Sum", "SUM", 5],
    ["commandAuthorizationFailures", "CommandAuthorizationFailures", "Sum", "SUM", 5],
    ["keyAuthorizationFailures", "KeyAuthorizationFailures", "Sum", "SUM", 5],
    ["cpu", "CPUUtilization", "Average", "MAX", 15],
    ["engineCpu", "EngineCPUUtilization", "Average", "MAX", 15],
    ["memory", "DatabaseMemoryUsagePercentage", "Average", "MAX", 5],
    ["evictions", "Evictions", "Sum", "SUM", 5],
    ["connections", "CurrConnections", "Maximum", "MAX", 5],
    ["replicationLag", "ReplicationLag", "Maximum", "MAX", 5],
  ]);
});

test("without replicas nothing lags", () => {
  const keys = (count: number) => metricsWith(count).map(({ key }) => key);
  expect(keys(1)).toEqual(watchedMetrics.map(({ key }) => key));
  expect(keys(0)).toEqual(keys(1).filter((key) => key !== "replicationLag"));
});

describe("an alarm", () => {
  test.each([0, 1, 2, 3, 4, 5])(
    "of a shard with %d replicas asks for no more than AWS's 10 metrics",
    (count) => {
      for (const nodes of nodesByShard("cache", { replicas: count, shards: 3 })) {
        for (const metric of watchedMetrics) {
          const queries = shardQueries(metric, nodes);
          expect(queries).toHaveLength(count + 2);
          expect(queries.length).toBeLessThanOrEqual(10);
          expect(new Set(queries.map(({ id }) => id)).size).toBe(queries.length);
        }
      }
    },
  );

  test("looks at one value, made of every node's metric", () => {
    const cpu = watchedMetrics.find(({ key }) => key === "cpu");
    const metric = (node: string) => ({
      namespace: "AWS/ElastiCache",
      metricName: "CPUUtilization",
      dimensions: { CacheClusterId: node },
      period: 300,
      stat: "Average",
    });
    expect(cpu && shardQueries(cpu, ["cache-001", "cache-002"])).toEqual([
      { id: "shard", expression: "MAX(METRICS())", label: "CPUUtilization", returnData: true },
      { id: "node1", metric: metric("cache-001") },
      { id: "node2", metric: metric("cache-002") },
    ]);
  });
});

describe("the dashboard", () => {
  test("has a graph for each metric with a line for each node, in the group's region", () => {
    fc.assert(
      fc.property(
        replicas,
        shards,
        fc.constantFrom("eu-west-1", "us-gov-west-1"),
        (replicas, shards, region) => {
          const most = Math.floor(2500 / metricsWith(replicas).length);
          const nodes = nodesByShard("cache", { replicas, shards }).flat().slice(0, most);
          const graphs = widgetsOf({ replicas, shards }, region).map(({ type, properties }) => ({
            type,
            ...properties,
          }));
          expect(graphs).toEqual(
            metricsWith(replicas).map(({ metricName, stat, period, message }) => ({
              type: "metric",
              title: `${metricName}: ${message}`,
              region,
              view: "timeSeries",
              stat,
              period,
              metrics: nodes.map((node) => ["AWS/ElastiCache", metricName, "CacheClusterId", node]),
            })),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  test.each([
    { replicas: 0, shards: 500 },
    { replicas: 5, shards: 83 },
    { replicas: 4, shards: 100 },
  ])("of %j has no more than CloudWatch's 500 metrics in a graph", (settings) => {
    for (const { properties } of widgetsOf(settings)) {
      expect(properties.metrics.length).toBeLessThanOrEqual(500);
    }
  });

  test("lays its graphs out beside each other within 24 columns, none over another", () => {
    const widgets = widgetsOf({ replicas: 1, shards: 1 });
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`,
      ),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
    expect(widgets.map(({ x, y }) => [x, y]).slice(0, 4)).toEqual([
      [0, 0],
      [8, 0],
      [16, 0],
      [0, 6],
    ]);
  });
});
