import {
  type ChangeAction,
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import type { RecordArgs } from "@pulumi/aws/route53/record";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";

export type Args = Unwrap<RecordArgs>;

/** What identifies a simple record. */
export type Named = Pick<Args, "zoneId" | "name"> & { type: string };

/** Changes records of one zone, all or none. */
export async function change(changes: [ChangeAction, Args][], region: string): Promise<void> {
  const [[, first] = []] = changes;
  const zoneId = zoneOf(must(first, "change"));
  const set = async ({ name, type, ttl, records }: Args): Promise<ResourceRecordSet> => ({
    Name: await fullName(zoneId, name, region),
    Type: type as "CNAME",
    TTL: ttl,
    ResourceRecords: records?.map((Value) => ({ Value })),
  });
  const Changes = await Promise.all(
    changes.map(async ([Action, inputs]) => ({ Action, ResourceRecordSet: await set(inputs) })),
  );
  await client(Route53Client, region).send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }),
  );
}

/** A record as Route 53 has it, or undefined when it or its zone is gone. */
export async function recordSet(named: Named, region: string): Promise<ResourceRecordSet | undefined> {
  const zone = await found(zoneName(zoneOf(named), region), "NoSuchHostedZone");
  if (zone === undefined) {
    return undefined;
  }
  const name = within(zone, named.name);
  const { ResourceRecordSets = [] } = await client(Route53Client, region).send(
    new ListResourceRecordSetsCommand({
      HostedZoneId: zoneOf(named),
      StartRecordName: name,
      StartRecordType: named.type as "CNAME",
      MaxItems: 1,
    }),
  );
  return ResourceRecordSets.find((set) => set.Name?.replace(/\.$/, "") === name && set.Type === named.type);
}

async function fullName(zoneId: string, name: string, region: string): Promise<string> {
  return within(await zoneName(zoneId, region), name);
}

async function zoneName(Id: string, region: string): Promise<string> {
  const { HostedZone } = await client(Route53Client, region).send(new GetHostedZoneCommand({ Id }));
  return must(HostedZone?.Name, "zone's name").replace(/\.$/, "");
}

/** A record's name with that of its zone behind it, unless it is there. */
function within(zone: string, name: string): string {
  const plain = name.toLowerCase().replace(/\.$/, "");
  return plain === zone || plain.endsWith(`.${zone}`) ? plain : plain === "" ? zone : `${plain}.${zone}`;
}

/** A zone's id without what some answers put in front of it. */
export function zoneOf({ zoneId }: Pick<Args, "zoneId">): string {
  return zoneId.replace(/^\/hostedzone\//, "");
}
