import type { Mistake } from "../mistake";
import type { ElastiCacheArgs } from "./args";
import { type ElastiCacheSettings, elastiCacheSettings } from "./settings";
import { minutesOfDay, minutesOfWeek, overlap, type Window } from "./windows";

/** Mistakes that only two settings of the elasticache target together make, and what has no default and is missing. */
export function elastiCacheMistakes(args: ElastiCacheArgs | undefined): Mistake[] {
  const settings = elastiCacheSettings(args);
  return [networkOf, dnsOf, nodesOf, versionOf, keyOf, windowsOf]
    .flatMap((rule) => rule(settings, args ?? {}))
    .map((mistake) => ({ ...mistake, path: `elasticache.${mistake.path}` }));
}

type Check = (settings: ElastiCacheSettings, args: ElastiCacheArgs) => Mistake[];

const networkOf: Check = ({ vpcId, subnetIds }) =>
  vpcId === undefined && subnetIds === undefined
    ? [
        {
          path: "vpcId",
          value: vpcId,
          allowed:
            "the id of the VPC that your applications run in, such as vpc-0123456789abcdef0, or default for the region's default VPC; or set elasticache.subnetIds",
        },
      ]
    : [];

const dnsOf: Check = ({ dns }) =>
  dns === undefined
    ? []
    : (["zoneId", "name"] as const)
        .filter((key) => dns[key] === undefined)
        .map((key) => ({ path: `dns.${key}`, value: undefined, allowed: "both dns.zoneId and dns.name" }));

const nodesOf: Check = ({ replicas, shards, automaticFailover, multiAz }) => {
  const mistakes: Mistake[] = [];
  const failsOver = replicas > 0 || shards > 1;
  if (automaticFailover !== failsOver) {
    mistakes.push({
      path: "automaticFailover",
      value: automaticFailover,
      allowed: `${failsOver}, with ${replicas} elasticache.replicas and ${shards} elasticache.shards`,
    });
  }
  if (multiAz && replicas === 0) {
    mistakes.push({ path: "multiAz", value: multiAz, allowed: "false while elasticache.replicas is 0" });
  }
  if (shards * (replicas + 1) > 500) {
    mistakes.push({
      path: "shards",
      value: shards,
      allowed: `at most 500 nodes in all; with ${replicas} elasticache.replicas that is ${Math.floor(500 / (replicas + 1))} shards`,
    });
  }
  return mistakes;
};

const versions: Record<string, { allowed: string; pattern: RegExp }> = {
  redis: { allowed: "6.2, 7.0 or 7.1", pattern: /^(6\.2|7\.[01])$/ },
  valkey: { allowed: "7.2 or later", pattern: /^(7\.([2-9]|[1-9]\d)|([89]|[1-9]\d)\.(0|[1-9]\d?))$/ },
};

const versionOf: Check = ({ engine, engineVersion }) => {
  const rule = versions[engine];
  return rule === undefined || rule.pattern.test(engineVersion)
    ? []
    : [
        {
          path: "engineVersion",
          value: engineVersion,
          allowed: `${rule.allowed}, as elasticache.engine is ${engine}`,
        },
      ];
};

const keyOf: Check = ({ kmsKeyArn, createKmsKey }) =>
  createKmsKey && kmsKeyArn !== undefined
    ? [{ path: "createKmsKey", value: createKmsKey, allowed: "false beside elasticache.kmsKeyArn" }]
    : [];

const windowsOf: Check = ({ snapshotWindow, maintenanceWindow }) => {
  const daily = minutesOfDay(snapshotWindow);
  const weekly = minutesOfWeek(maintenanceWindow);
  const mistakes = [
    ...windowMistake("snapshotWindow", snapshotWindow, daily, "02:00-03:00"),
    ...windowMistake("maintenanceWindow", maintenanceWindow, weekly, "sun:04:00-sun:05:00"),
  ];
  if (daily && weekly && mistakes.length === 0 && overlap(daily, weekly)) {
    mistakes.push({
      path: "maintenanceWindow",
      value: maintenanceWindow,
      allowed: `no time within elasticache.snapshotWindow, which is ${snapshotWindow}`,
    });
  }
  return mistakes;
};

function windowMistake(path: string, value: string, window: Window | undefined, example: string): Mistake[] {
  return window !== undefined && window.minutes >= 60
    ? []
    : [{ path, value, allowed: `an hour or more, UTC, such as ${example}` }];
}
