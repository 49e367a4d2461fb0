import type { PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import type { Unwrap } from "@pulumi/pulumi";

export type AlarmArgs = Unwrap<MetricAlarmArgs>;

/** An alarm as CloudWatch wants it. */
export function requestOf(inputs: AlarmArgs): PutMetricAlarmCommandInput {
  return {
    AlarmName: inputs.name,
    ActionsEnabled: inputs.actionsEnabled,
    AlarmActions: inputs.alarmActions as string[] | undefined,
    AlarmDescription: inputs.alarmDescription,
    ComparisonOperator: inputs.comparisonOperator as "GreaterThanThreshold" | undefined,
    DatapointsToAlarm: inputs.datapointsToAlarm,
    Dimensions: dimensionList(inputs.dimensions),
    EvaluateLowSampleCountPercentile: inputs.evaluateLowSampleCountPercentiles,
    EvaluationPeriods: inputs.evaluationPeriods,
    ExtendedStatistic: inputs.extendedStatistic,
    InsufficientDataActions: inputs.insufficientDataActions as string[] | undefined,
    MetricName: inputs.metricName,
    Metrics: inputs.metricQueries?.map(({ id, metric, ...query }) => ({
      Id: id,
      AccountId: query.accountId,
      Expression: query.expression,
      Label: query.label,
      MetricStat: metric && {
        Metric: {
          Dimensions: dimensionList(metric.dimensions),
          MetricName: metric.metricName,
          Namespace: metric.namespace,
        },
        Period: metric.period,
        Stat: metric.stat,
        Unit: metric.unit as "Count" | undefined,
      },
      Period: query.period,
      ReturnData: query.returnData ?? false,
    })),
    Namespace: inputs.namespace,
    OKActions: inputs.okActions as string[] | undefined,
    Period: inputs.period,
    Statistic: inputs.statistic as "Average" | undefined,
    Threshold: inputs.threshold,
    ThresholdMetricId: inputs.thresholdMetricId,
    TreatMissingData: inputs.treatMissingData,
    Unit: inputs.unit as "Count" | undefined,
  };
}

function dimensionList(dimensions: Record<string, string> | undefined) {
  return dimensions && Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
