import type * as pulumi from "@pulumi/pulumi";
import { secretPolicy } from "../../../components/elasticache/policies";
import { secretContent } from "../../../components/elasticache/secret";
import { ids, tokens } from "../support/cloud";
import type { Deployment } from "../support/deployment";
import { deployed } from "../support/elastiCache";
import { passwordOf } from "../support/engine";
import { promiseOf, resourcesBehind } from "../support/outputs";

const tags = { "secure-redis:stack": "shop/dev", "secure-redis:name": "cache" };

const types = {
  cache: "secure-redis:index:SecureRedis",
  "cache-first-rotated-at": "pulumi:index:Stash",
  "cache-rotated-at-228": "pulumi:index:Stash",
  "cache-password": "random:index/randomPassword:RandomPassword",
  "cache-phase": "pulumi:index:Stash",
  "cache-firewall": "aws:ec2/securityGroup:SecurityGroup",
  "cache-id": "random:index/randomId:RandomId",
  "cache-connection": "aws:secretsmanager/secret:Secret",
  "cache-connection-policy": "aws:secretsmanager/secretPolicy:SecretPolicy",
  "cache-slow-log": "aws:cloudwatch/logGroup:LogGroup",
  "cache-engine-log": "aws:cloudwatch/logGroup:LogGroup",
  "cache-subnets": "aws:elasticache/subnetGroup:SubnetGroup",
  "cache-parameters": "aws:elasticache/parameterGroup:ParameterGroup",
  "cache-group": "aws:elasticache/replicationGroup:ReplicationGroup",
  "cache-connection-version": "aws:secretsmanager/secretVersion:SecretVersion",
  "cache-dashboard": "aws:cloudwatch/dashboard:Dashboard",
};

describe("with a VPC and no other setting", () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deployed();
  });

  test("exactly these resources are registered", () => {
    expect(deployment.types()).toEqual(types);
    expect(deployment.events.filter((event) => event in types)).toHaveLength(Object.keys(types).length);
  });

  test.each(Object.entries(types).slice(1))("%s is a child of the component", async (name, type) => {
    const resource = deployment.resources.get(name);
    const urn = resource && (await promiseOf(resource.urn));
    expect(urn).toBe(`urn:pulumi:dev::shop::${types.cache}$${type}::${name}`);
    expect(deployment.options.get(name)?.parent).toBe(deployment.redis);
  });

  test("the replication group's inputs are these and no others", () => {
    const log = (logType: string) => ({
      destination: `/elasticache/${ids.group}/${logType}`,
      destinationType: "cloudwatch-logs",
      logFormat: "json",
      logType,
    });
    expect(deployment.inputsOf("cache-group")).toEqual({
      replicationGroupId: ids.group,
      description: "Redis cache",
      engine: "redis",
      engineVersion: "7.1",
      nodeType: "cache.t4g.small",
      dataTieringEnabled: false,
      clusterMode: "disabled",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: 6379,
      subnetGroupName: "cache-subnets-0f1e2d3",
      securityGroupIds: ["id-of-cache-firewall"],
      parameterGroupName: "cache-parameters-0f1e2d3",
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: true,
      authToken: passwordOf("cache-password"),
      authTokenUpdateStrategy: "SET",
      autoMinorVersionUpgrade: true,
      snapshotRetentionLimit: 7,
      snapshotWindow: "02:00-03:00",
      maintenanceWindow: "sun:04:00-sun:05:00",
      finalSnapshotIdentifier: `${ids.group}-final`,
      applyImmediately: false,
      logDeliveryConfigurations: [log("slow-log"), log("engine-log")],
      tags,
    });
  });

  test("the subnet group has the VPC's private subnets, in an order of their own", () => {
    expect(deployment.inputsOf("cache-subnets")).toEqual({
      description: "Redis cache",
      subnetIds: ["subnet-0000000a", "subnet-0000000b"],
      tags,
    });
    expect(deployment.asked(tokens.subnets)).toEqual([
      {
        filters: [
          { name: "vpc-id", values: [ids.vpc] },
          { name: "map-public-ip-on-launch", values: ["false"] },
        ],
      },
    ]);
  });

  test("the parameter group has the parameters that differ from AWS's", () => {
    expect(deployment.inputsOf("cache-parameters")).toEqual({
      description: "Redis cache",
      family: "redis7",
      parameters: [
        { name: "maxmemory-policy", value: "noeviction" },
        { name: "reserved-memory-percent", value: "25" },
      ],
      tags,
    });
  });

  test("the security group lets nobody in", () => {
    expect(deployment.inputsOf("cache-firewall")).toEqual({
      description: "Who may connect to the Redis cache",
      vpcId: ids.vpc,
      tags,
    });
    expect(
      Object.values(deployment.types()).filter((type) => /ingress|securityGroupRule/i.test(type)),
    ).toEqual([]);
  });

  test("the secret can be restored for 30 days and is read over TLS alone", () => {
    expect(deployment.inputsOf("cache-connection")).toEqual({
      description: "Connection of the Redis cache",
      recoveryWindowInDays: 30,
      replicas: [],
      tags,
    });
    expect(deployment.inputsOf("cache-connection-policy")).toEqual({
      secretArn: ids.secret,
      policy: secretPolicy(),
      blockPublicPolicy: true,
    });
  });

  test("the secret's version is the connection", () => {
    const endpoint = { host: "primary.example", port: 6379, username: "", tls: true };
    expect(deployment.inputsOf("cache-connection-version")).toEqual({
      secretId: ids.secret,
      secretString: secretContent(endpoint, passwordOf("cache-password"), "redis"),
    });
  });

  test("the secret's version is written once the group has taken the password, never before", () => {
    const group = deployment.resources.get("cache-group");
    expect(group).toBeDefined();
    expect(deployment.options.get("cache-connection-version")?.dependsOn).toContain(group);
    const order = deployment.events.filter((event) => /cache-(group|connection-version)$/.test(event));
    expect(order).toEqual(["cache-group", "cache-connection-version"]);
  });

  test("whoever uses an output finds the secret written", async () => {
    const { host, port, url, redactedUrl, tls, username } = deployment.redis;
    for (const output of [host, port, url, redactedUrl, tls, username]) {
      expect(await resourcesBehind(output)).toContain(deployment.resources.get("cache-connection-version"));
    }
  });

  test.each(["slow-log", "engine-log"])("the %s goes to a log group that is kept for 90 days", (log) => {
    expect(deployment.inputsOf(`cache-${log}`)).toEqual({
      name: `/elasticache/${ids.group}/${log}`,
      retentionInDays: 90,
      tags,
    });
  });

  test("the group's id changes with what replaces the group", () => {
    expect(deployment.inputsOf("cache-id")).toEqual({
      byteLength: 4,
      keepers: { port: "6379", cluster: "false", snapshot: "", key: "" },
    });
  });

  test("the dashboard has the group's name", () => {
    const { dashboardBody, ...inputs } = deployment.inputsOf("cache-dashboard");
    expect(inputs).toEqual({ dashboardName: ids.group });
    const { widgets } = JSON.parse(String(dashboardBody));
    expect(widgets).toHaveLength(9);
    expect(widgets[0].properties).toMatchObject({
      region: "eu-central-1",
      metrics: [`${ids.group}-001`, `${ids.group}-002`].map((node) => [
        "AWS/ElastiCache",
        "AuthenticationFailures",
        "CacheClusterId",
        node,
      ]),
    });
  });

  test("what holds data is protected, and nothing else", () => {
    const held = [...deployment.options].filter(([, { protect }]) => protect).map(([name]) => name);
    expect(held.sort()).toEqual(["cache-connection", "cache-group"]);
  });

  test("a change of cluster mode replaces the group", () => {
    expect(deployment.options.get("cache-group")?.replaceOnChanges).toEqual(["clusterMode"]);
  });

  test("AWS is asked for the region, the subnets, the group and the secret, and nothing else", () => {
    const { region, subnets, subnet, group, version } = tokens;
    const asked = new Set(deployment.questions.map(({ token }) => token));
    expect(asked).toEqual(new Set([region, subnets, subnet, group, version]));
    expect(deployment.asked(group)).toEqual([{ replicationGroupId: ids.group }]);
    expect(deployment.asked(version)).toEqual([{ secretId: ids.secret }]);
  });

  test("outputs tell where and as whom to connect", async () => {
    const { redis } = deployment;
    const password = passwordOf("cache-password");
    const outputs = {
      url: `rediss://:${password}@primary.example:6379/0`,
      redactedUrl: "rediss://:***@primary.example:6379/0",
      password,
      host: "primary.example",
      port: 6379,
      username: "",
      tls: true,
      readerHost: "reader.example",
      secretArn: ids.secret,
      target: "elasticache",
      overlapEndsAt: undefined,
    };
    expect(redis.caCertificate).toBeUndefined();
    for (const [name, value] of Object.entries(outputs)) {
      expect([name, await promiseOf(redis[name as keyof typeof outputs] as pulumi.Output<unknown>)]).toEqual([
        name,
        value,
      ]);
    }
  });
});
