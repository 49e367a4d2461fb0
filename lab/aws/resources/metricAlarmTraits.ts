import type { Mistake, Traits } from "../resource";
import { arn, either, oneOf, type Rule, wholeNumber } from "../rules";
import { isAbsent, isObject, type Values } from "../values";

const period: Rule = either(oneOf(10, 20, 30), {
  allowed: "must be a multiple of 60",
  accepts: (value) => Number.isInteger(value) && (value as number) > 0 && (value as number) % 60 === 0,
});
const atMostFive: Rule = {
  allowed: "must have at most 5 elements",
  accepts: (list) => (list as unknown[]).length <= 5,
};

// What describes the one metric of an alarm, in place of metricQueries.
const plainForm = [
  "metricName",
  "namespace",
  "dimensions",
  "period",
  "statistic",
  "extendedStatistic",
  "unit",
];

/** What AWS documents and the official plugin does with alarms. */
export const metricAlarmTraits: Traits = {
  name: { property: "name", longest: 255 },
  replaces: ["name"],
  computed: ["evaluateLowSampleCountPercentiles"],
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  sets: ["alarmActions", "insufficientDataActions", "okActions", "metricQueries"],
  unsupported: ["evaluationCriteria", "evaluationInterval", "warmUpConfiguration"],
  exclusive: [
    ["statistic", "extendedStatistic"],
    ["threshold", "thresholdMetricId"],
    ...plainForm.map((name) => ["metricQueries", name]),
  ],
  oneRequired: [["metricQueries", "metricName"]],
  rules: {
    alarmActions: atMostFive,
    "alarmActions[]": arn,
    comparisonOperator: oneOf(
      "GreaterThanOrEqualToThreshold",
      "GreaterThanThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
      "LessThanLowerOrGreaterThanUpperThreshold",
      "LessThanLowerThreshold",
      "GreaterThanUpperThreshold",
    ),
    datapointsToAlarm: wholeNumber(1),
    evaluateLowSampleCountPercentiles: oneOf("evaluate", "ignore"),
    evaluationPeriods: wholeNumber(1),
    insufficientDataActions: atMostFive,
    "insufficientDataActions[]": arn,
    "metricQueries[].metric.period": period,
    "metricQueries[].period": period,
    okActions: atMostFive,
    "okActions[]": arn,
    period,
    statistic: oneOf("SampleCount", "Average", "Sum", "Minimum", "Maximum"),
    treatMissingData: oneOf("breaching", "notBreaching", "ignore", "missing"),
  },
  mistakes,
};

function mistakes(inputs: Values): Mistake[] {
  const plain = !isAbsent(inputs.metricName);
  const needed = [
    ...["comparisonOperator", "evaluationPeriods"].filter((name) => isAbsent(inputs[name])),
    ...(plain ? ["namespace", "period"].filter((name) => isAbsent(inputs[name])) : []),
  ].map((property) => ({ property, reason: "is required and missing" }));
  const found: [boolean, string, string][] = [
    [
      plain && isAbsent(inputs.statistic) && isAbsent(inputs.extendedStatistic),
      "statistic",
      "or extendedStatistic is required with metricName",
    ],
    [
      isAbsent(inputs.threshold) && isAbsent(inputs.thresholdMetricId),
      "threshold",
      "or thresholdMetricId is required",
    ],
    [
      Number(inputs.datapointsToAlarm) > Number(inputs.evaluationPeriods),
      "datapointsToAlarm",
      "must not be more than evaluationPeriods",
    ],
  ];
  return [
    ...needed,
    ...found.filter(([wrong]) => wrong).map(([, property, reason]) => ({ property, reason })),
    ...queryMistakes(inputs.metricQueries),
  ];
}

function queryMistakes(queries: unknown): Mistake[] {
  if (!Array.isArray(queries) || !queries.every(isObject)) {
    return [];
  }
  const formless = queries.flatMap(({ expression, metric }, index) =>
    isAbsent(expression) === isAbsent(metric)
      ? [{ property: `metricQueries[${index}]`, reason: "must have either an expression or a metric" }]
      : [],
  );
  const returned = queries.filter(({ returnData }) => returnData === true).length;
  return returned > 1 || (returned === 0 && queries.length > 1)
    ? [...formless, { property: "metricQueries", reason: "must have exactly one with returnData" }]
    : formless;
}
