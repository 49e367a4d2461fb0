import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  type MetricAlarm,
  type MetricDataQuery,
  PutMetricAlarmCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch";
import { client } from "../clients";
import { must } from "../requests";
import type { Resource } from "../resource";
import { tagChange, tagList, tagMap } from "../tags";
import type { Values } from "../values";
import { type AlarmArgs, requestOf } from "./metricAlarmRequest";
import { metricAlarmTraits } from "./metricAlarmTraits";

type Dimensions = { Name?: string; Value?: string }[] | undefined;

export const metricAlarm: Resource<AlarmArgs> = {
  traits: metricAlarmTraits,
  async create(inputs, region) {
    const request = { ...requestOf(inputs), Tags: tagList(inputs.tags) };
    await client(CloudWatchClient, region).send(new PutMetricAlarmCommand(request));
    return must(inputs.name, "name");
  },
  async read(id, _, region) {
    const cloudWatch = client(CloudWatchClient, region);
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [id] }));
    const alarm = MetricAlarms.find(({ AlarmName }) => AlarmName === id);
    if (!alarm) {
      return undefined;
    }
    const { Tags } = await cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN: alarm.AlarmArn }));
    return { ...propertiesOf(alarm), tags: tagMap(Tags) };
  },
  async update(_, { olds, news }, region) {
    const cloudWatch = client(CloudWatchClient, region);
    await cloudWatch.send(new PutMetricAlarmCommand(requestOf(news)));
    const { put, remove } = tagChange(olds.tags, news.tags);
    const ResourceARN = olds.arn as string;
    if (remove) {
      await cloudWatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: remove }));
    }
    if (put) {
      await cloudWatch.send(new TagResourceCommand({ ResourceARN, Tags: put }));
    }
  },
  async delete(id, _, region) {
    await client(CloudWatchClient, region).send(new DeleteAlarmsCommand({ AlarmNames: [id] }));
  },
};

function propertiesOf(alarm: MetricAlarm) {
  return {
    ...measured(alarm),
    actionsEnabled: alarm.ActionsEnabled,
    alarmActions: alarm.AlarmActions ?? [],
    alarmDescription: alarm.AlarmDescription,
    arn: alarm.AlarmArn,
    comparisonOperator: alarm.ComparisonOperator,
    datapointsToAlarm: alarm.DatapointsToAlarm,
    evaluationPeriods: alarm.EvaluationPeriods,
    insufficientDataActions: alarm.InsufficientDataActions ?? [],
    name: alarm.AlarmName,
    okActions: alarm.OKActions ?? [],
    threshold: alarm.ThresholdMetricId ? undefined : alarm.Threshold,
    thresholdMetricId: alarm.ThresholdMetricId,
    treatMissingData: alarm.TreatMissingData,
  };
}

/** What an alarm measures. AWS tells either one metric or queries; an emulator that tells neither has forgotten. */
function measured(alarm: MetricAlarm): Values {
  if (alarm.MetricName) {
    return {
      dimensions: dimensionMap(alarm.Dimensions),
      extendedStatistic: alarm.ExtendedStatistic,
      metricName: alarm.MetricName,
      metricQueries: undefined,
      namespace: alarm.Namespace,
      period: alarm.Period,
      statistic: alarm.Statistic,
      unit: alarm.Unit,
    };
  }
  const queries = alarm.Metrics ?? [];
  return queries.length === 0 ? {} : { metricName: undefined, metricQueries: queries.map(queryOf) };
}

function queryOf({ MetricStat: measure, ...query }: MetricDataQuery) {
  return {
    accountId: query.AccountId,
    expression: query.Expression,
    id: query.Id,
    label: query.Label,
    metric: measure && {
      dimensions: dimensionMap(measure.Metric?.Dimensions),
      metricName: measure.Metric?.MetricName,
      namespace: measure.Metric?.Namespace,
      period: measure.Period,
      stat: measure.Stat,
      unit: measure.Unit,
    },
    period: query.Period,
    returnData: query.ReturnData,
  };
}

function dimensionMap(dimensions: Dimensions): Record<string, string> {
  return Object.fromEntries((dimensions ?? []).map(({ Name = "", Value = "" }) => [Name, Value]));
}
