import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Login } from "../login";
import type { DeployableTarget, DeployedTarget } from "../target";
import { alarms } from "./alarms";
import type { ElastiCacheArgs } from "./args";
import { dashboard } from "./dashboard";
import { dnsRecord } from "./dns";
import { encryptionKey } from "./encryption";
import { allow, allowAll } from "./firewall";
import { grantPolicy } from "./grants";
import { groupIdentity } from "./identity";
import { accessOf, connectionSecrets, deployedLogins } from "./logins";
import { logDelivery } from "./logs";
import { findNetwork, type Network } from "./network";
import { replicationGroup } from "./replicationGroup";
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
  return { opts, deploy: (logins) => deploy(name, { settings, network, logins }, opts) };
}

interface Wired {
  settings: ElastiCacheSettings;
  network: Network;
  logins: readonly Login[];
}

/** Wires the resources; an endpoint resolves once the user's secret holds the password that the Redis has taken. */
function deploy(
  name: string,
  { settings, network, logins }: Wired,
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
  const identity = groupIdentity(name, settings, keyArn, opts);
  const secrets = connectionSecrets(name, logins, { keyArn, settings, tags }, opts);
  const access = accessOf(name, logins, { identity, secrets, engine: settings.engine, tags }, opts);
  const group = replicationGroup(
    name,
    {
      id: identity.id,
      settings,
      access: access.group,
      subnetIds: network.subnetIds,
      securityGroup,
      keyArn,
      logs: logDelivery(name, identity.id, settings.monitoring, tags, opts),
      tags,
    },
    opts,
  );

  const host = settings.shards > 1 ? group.configurationEndpointAddress : group.primaryEndpointAddress;
  dnsRecord(name, settings.dns, host, opts);
  alarms(name, group.id, settings, tags, opts);
  if (settings.monitoring.dashboard) {
    dashboard(name, group.id, settings, opts);
  }

  const address = pulumi.all([host, group.port]).apply(([found, port]) => ({
    host: found,
    port: port ?? settings.port,
  }));
  return {
    logins: deployedLogins(name, logins, { access, secrets, group, address, engine: settings.engine }, opts),
    readerHost: settings.shards > 1 ? undefined : group.readerEndpointAddress,
    caCertificate: settings.caCertificate === undefined ? undefined : pulumi.output(settings.caCertificate),
    allowFrom: (source, from) => allow(`${name}-from-${source}`, from, door, opts),
    grant: (grantee, role, user) => {
      const policy = grantPolicy(access.logins[user], secrets.get(user), { group, keyArn }, opts);
      new aws.iam.RolePolicy(`${name}-read-by-${grantee}`, { role, policy }, opts);
    },
  };
}
