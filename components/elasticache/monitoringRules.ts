import { oneOf, type Rule, type Rules, setOf, truth } from "../rule";

/** CloudWatch's own list (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html). */
const retention = oneOf(
  ...[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
  ],
);

const threshold = (max: number, unit: string): Rule => ({
  allowed: `false, or a number of ${unit} from 0 to ${max}`,
  accepts: (value) => value === false || (typeof value === "number" && value >= 0 && value <= max),
});

/** Rules of the settings of logs, alarms and dashboard. */
export function monitoringRules(topicArn: Rule): Rules {
  const count = (what: string) => threshold(1_000_000_000, what);
  return {
    logs: truth,
    logRetentionDays: retention,
    // CloudWatch takes no more actions for an alarm.
    alarmTopicArns: setOf(topicArn, 5),
    dashboard: truth,
    thresholds: {
      authenticationFailures: count("failures"),
      commandAuthorizationFailures: count("failures"),
      keyAuthorizationFailures: count("failures"),
      cpu: threshold(100, "percent"),
      engineCpu: threshold(100, "percent"),
      memory: threshold(100, "percent"),
      evictions: count("keys"),
      connections: threshold(65_000, "connections"),
      replicationLag: threshold(86_400, "seconds"),
    },
  };
}
