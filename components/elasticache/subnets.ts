import type { Mistake } from "../mistake";

/** What AWS tells of a subnet. */
export interface Subnet {
  id: string;
  vpcId: string;
  availabilityZone: string;
}

/** What keeps these subnets from being used; paths are those below `elasticache`. */
export function subnetMistakes(
  subnets: readonly Subnet[],
  { vpcId, multiAz, given }: { vpcId: string | undefined; multiAz: boolean; given: boolean },
): Mistake[] {
  const source = given
    ? { path: "subnetIds", value: subnets.map(({ id }) => id) }
    : { path: "vpcId", value: vpcId };
  if (subnets.length === 0) {
    return [
      {
        ...source,
        allowed: "a VPC with a subnet that gives out no public addresses; or set elasticache.subnetIds",
      },
    ];
  }
  const mistakes: Mistake[] = [];
  const vpc = vpcId ?? subnets[0]?.vpcId;
  if (subnets.some((subnet) => subnet.vpcId !== vpc)) {
    mistakes.push({ ...source, allowed: `subnets of one VPC, ${vpc}` });
  }
  if (multiAz && new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size < 2) {
    mistakes.push({
      ...source,
      allowed: "subnets in two availability zones or more; or set elasticache.multiAz to false",
    });
  }
  return mistakes;
}
