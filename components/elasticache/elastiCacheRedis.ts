import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { now } from "../clock";
import type { Endpoint } from "../connection";
import type { Credentials } from "../credentials";
import type { DeployableTarget, DeployedTarget } from "../target";
import { alarms } from "./alarms";
import type { ElastiCacheArgs } from "./args";
import { dashboard } from "./dashboard";
import { dnsRecord } from "./dns";
import { encryptionKey } from "./encryption";
import { allow, allowAll } from "./firewall";
import { groupId } from "./identity";
import { logDelivery } from "./logs";
import { findNetwork, type Network } from "./network";
import { passwordOverlap } from "./overlap";
import { readPolicy } from "./policies";
import { replicationGroup } from "./replicationGroup";
import { connectionSecret, connectionVersion } from "./secret";
import { type ElastiCacheSettings, elastiCacheSettings } from "./settings";

/** The elasticache target below `parent`. What it deploys waits until the network is known to be usable. */
export function elastiCache(
  name: string,
  args: ElastiCacheArgs | undefined,
  parent: pulumi.Resource,
): DeployableTarget {
  const settings = elastiCacheSettings(args);
  const network = findNetwork(settings, { parent });
  const opts = { parent, dependsOn: network.subnetIds.apply(() => []) };
  return { opts, deploy: (credentials) => deploy(name, { settings, network, credentials }, opts) };
}

interface Wired {
  settings: ElastiCacheSettings;
  network: Network;
  credentials: Credentials;
}

/** Wires the resources; `endpoint` resolves once the secret holds the password that the group has taken. */
function deploy(
  name: string,
  { settings, network, credentials }: Wired,
  opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): DeployedTarget {
  const tags = {
    ...settings.tags,
    "secure-redis:stack": `${pulumi.getProject()}/${pulumi.getStack()}`,
    "secure-redis:name": name,
  };

  const securityGroup = new aws.ec2.SecurityGroup(
    `${name}-firewall`,
    { description: `Who may connect to the Redis ${name}`, vpcId: network.vpcId, tags },
    opts,
  );
  const door = { securityGroup, port: settings.port, tags };
  allowAll(name, settings.allowFrom, door, opts);

  const keyArn = encryptionKey(name, settings, tags, opts);
  const id = groupId(name, settings, keyArn, opts);
  const secret = connectionSecret(name, { keyArn, settings, tags }, opts);
  const overlap = passwordOverlap({ id, secretId: secret.id, credentials, time: now() }, opts.parent);
  const group = replicationGroup(
    name,
    {
      id,
      settings,
      password: credentials.password,
      strategy: overlap.strategy,
      subnetIds: network.subnetIds,
      securityGroup,
      keyArn,
      logs: logDelivery(name, id, settings.monitoring, tags, opts),
      tags,
    },
    opts,
  );

  const host = settings.shards > 1 ? group.configurationEndpointAddress : group.primaryEndpointAddress;
  const endpoint: pulumi.Output<Endpoint> = pulumi.all([host, group.port]).apply(([address, port]) => ({
    host: address,
    port: port ?? settings.port,
    username: "",
    tls: true,
  }));
  const { password } = credentials;
  const version = connectionVersion(
    name,
    { secret, group, endpoint, password, engine: settings.engine },
    opts,
  );
  dnsRecord(name, settings.dns, host, opts);
  alarms(name, group.id, settings, tags, opts);
  if (settings.monitoring.dashboard) {
    dashboard(name, group.id, settings, opts);
  }

  return {
    // Whoever uses the outputs finds the secret written.
    endpoint: pulumi.all([endpoint, version.id]).apply(([e]) => e),
    overlap,
    readerHost: settings.shards > 1 ? undefined : group.readerEndpointAddress,
    secretArn: secret.arn,
    caCertificate: settings.caCertificate === undefined ? undefined : pulumi.output(settings.caCertificate),
    allowFrom: (source, from) => allow(`${name}-from-${source}`, from, door, opts),
    grantRead: (grantee, role) => {
      const { region } = aws.getRegionOutput({}, { parent: opts.parent });
      const policy = pulumi
        .all([secret.arn, region, keyArn])
        .apply(([arn, where, key]) => readPolicy(arn, where, key));
      new aws.iam.RolePolicy(`${name}-read-by-${grantee}`, { role, policy }, opts);
    },
  };
}
