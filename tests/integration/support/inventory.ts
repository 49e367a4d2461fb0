import { CloudWatchClient, DescribeAlarmsCommand, GetDashboardCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  DescribeCacheClustersCommand,
  DescribeCacheParameterGroupsCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-elasticache";
import {
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { TestAccount } from "./aws";
import { docker } from "./shell";

/** Names of what an account has, by kind; what AWS itself puts into every account is left out. */
export async function inventory({ config, account }: TestAccount) {
  const [cache, ec2, cloudwatch] = [
    new ElastiCacheClient(config),
    new EC2Client(config),
    new CloudWatchClient(config),
  ];
  const groups = (await cache.send(new DescribeReplicationGroupsCommand({}))).ReplicationGroups ?? [];
  const subnetGroups = (await cache.send(new DescribeCacheSubnetGroupsCommand({}))).CacheSubnetGroups ?? [];
  const parameterGroups =
    (await cache.send(new DescribeCacheParameterGroupsCommand({}))).CacheParameterGroups ?? [];
  const securityGroups = (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? [];
  const secrets = (await new SecretsManagerClient(config).send(new ListSecretsCommand({}))).SecretList ?? [];
  const logGroups =
    (await new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({}))).logGroups ?? [];
  const alarms = (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];
  const dashboards = await dashboardNames({ config });
  const nodes = await docker(
    "ps",
    "--all",
    "--filter",
    `label=account_id=${account}`,
    "--format",
    "{{.Names}}",
  );
  return {
    groups: groups.map(({ ReplicationGroupId }) => ReplicationGroupId),
    subnetGroups: subnetGroups
      .map(({ CacheSubnetGroupName }) => CacheSubnetGroupName)
      .filter((name) => name !== "default"),
    parameterGroups: parameterGroups
      .map(({ CacheParameterGroupName }) => CacheParameterGroupName)
      .filter((name) => !name?.startsWith("default.")),
    securityGroups: securityGroups.map(({ GroupName }) => GroupName).filter((name) => name !== "default"),
    secrets: secrets.map(({ Name }) => Name),
    logGroups: logGroups.map(({ logGroupName }) => logGroupName),
    alarms: alarms.map(({ AlarmName }) => AlarmName),
    dashboards,
    nodes: nodes.split("\n").filter(Boolean),
  };
}

async function dashboardNames({ config }: Pick<TestAccount, "config">): Promise<string[]> {
  const body = await plainQuery(config, "monitoring", "Action=ListDashboards&Version=2010-08-01");
  return [...body.matchAll(/<DashboardName>([^<]+)</g)].map(([, name]) => String(name));
}

/** Asks AWS without its SDK, as XML: to some questions the emulator answers with dates that the SDK refuses. */
async function plainQuery(config: TestAccount["config"], service: string, body: string): Promise<string> {
  const scope = `${config.credentials.accessKeyId}/20260101/${config.region}/${service}/aws4_request`;
  const response = await fetch(config.endpoint, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body,
  });
  const answer = await response.text();
  if (!response.ok) {
    throw new Error(`${service}: ${answer}`);
  }
  return answer;
}

/** An account without anything. */
export const nothing: Awaited<ReturnType<typeof inventory>> = {
  groups: [],
  subnetGroups: [],
  parameterGroups: [],
  securityGroups: [],
  secrets: [],
  logGroups: [],
  alarms: [],
  dashboards: [],
  nodes: [],
};

/** What AWS tells of everything in the account to whoever may look at it, but not read secrets. */
export async function describedPlaces({ config }: TestAccount): Promise<Record<string, string>> {
  const [cache, ec2, cloudwatch] = [
    new ElastiCacheClient(config),
    new EC2Client(config),
    new CloudWatchClient(config),
  ];
  const manager = new SecretsManagerClient(config);
  const text = async (answer: Promise<unknown>) => JSON.stringify(await answer);
  const { ReplicationGroups: groups = [] } = await cache.send(new DescribeReplicationGroupsCommand({}));
  const { SecretList: secrets = [] } = await manager.send(new ListSecretsCommand({}));
  const places: Record<string, string> = {
    "replication groups": JSON.stringify(groups),
    "cache clusters": await text(cache.send(new DescribeCacheClustersCommand({ ShowCacheNodeInfo: true }))),
    "parameter groups": await text(cache.send(new DescribeCacheParameterGroupsCommand({}))),
    events: await plainQuery(config, "elasticache", "Action=DescribeEvents&Version=2015-02-02"),
    "security groups": await text(ec2.send(new DescribeSecurityGroupsCommand({}))),
    "security group rules": await text(ec2.send(new DescribeSecurityGroupRulesCommand({}))),
    "log groups": await text(new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({}))),
    alarms: await text(cloudwatch.send(new DescribeAlarmsCommand({}))),
    secrets: JSON.stringify(secrets),
  };
  for (const { ARN } of groups) {
    places[`tags of ${ARN}`] = await text(cache.send(new ListTagsForResourceCommand({ ResourceName: ARN })));
  }
  for (const { ARN } of secrets) {
    places[`description of ${ARN}`] = await text(manager.send(new DescribeSecretCommand({ SecretId: ARN })));
    places[`policy of ${ARN}`] = await text(manager.send(new GetResourcePolicyCommand({ SecretId: ARN })));
  }
  for (const DashboardName of await dashboardNames({ config })) {
    places[`dashboard ${DashboardName}`] = await text(
      cloudwatch.send(new GetDashboardCommand({ DashboardName })),
    );
  }
  return places;
}
