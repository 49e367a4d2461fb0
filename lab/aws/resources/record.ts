import type { Resource } from "../resource";
import { matching, oneOf, wholeNumber } from "../rules";
import { isAbsent, type Values } from "../values";
import { type Args, change, type Named, recordSet, zoneOf } from "./recordSets";

export const record: Resource<Args> = {
  traits: {
    replaces: ["zoneId", "name"],
    computed: ["allowOverwrite"],
    sets: ["records"],
    unsupported: [
      "aliases",
      "cidrRoutingPolicy",
      "failoverRoutingPolicies",
      "geolocationRoutingPolicies",
      "geoproximityRoutingPolicy",
      "healthCheckId",
      "latencyRoutingPolicies",
      "multivalueAnswerRoutingPolicy",
      "setIdentifier",
      "weightedRoutingPolicies",
    ],
    oneRequired: [["records"], ["ttl"]],
    rules: {
      name: matching(/^.{1,1024}$/, "1 to 1024 characters"),
      "records[]": matching(/./, "text that is not empty"),
      ttl: wholeNumber(0, 2147483647),
      type: oneOf(
        "A",
        "AAAA",
        "CAA",
        "CNAME",
        "DS",
        "HTTPS",
        "MX",
        "NAPTR",
        "NS",
        "PTR",
        "SOA",
        "SPF",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
      ),
      zoneId: matching(/^(\/hostedzone\/)?[A-Z0-9]{1,32}$/, "a hosted zone's id"),
    },
    mistakes: ({ type, records }: Values) =>
      type === "CNAME" && Array.isArray(records) && records.length !== 1
        ? [{ property: "records", reason: "must have one element when type is CNAME" }]
        : [],
  },
  async create(inputs, region) {
    await change([[inputs.allowOverwrite ? "UPSERT" : "CREATE", inputs]], region);
    return [zoneOf(inputs), inputs.name.toLowerCase(), inputs.type].join("_");
  },
  async read(_, state, region) {
    const named = state as Values & Named;
    const set = await recordSet(named, region);
    return (
      set && {
        fqdn: set.Name?.replace(/\.$/, ""),
        records: (set.ResourceRecords ?? []).map(({ Value }) => Value),
        ttl: set.TTL,
        type: set.Type,
        allowOverwrite: isAbsent(state.allowOverwrite) ? false : state.allowOverwrite,
      }
    );
  },
  async update(_, { olds, news, changed }, region) {
    const before = olds as unknown as Args;
    await change(
      changed.has("type")
        ? [
            ["DELETE", before],
            ["CREATE", news],
          ]
        : [["UPSERT", news]],
      region,
    );
  },
  async delete(_, state, region) {
    const known = state as unknown as Args;
    const set = await recordSet(known as Named, region);
    if (set) {
      await change(
        [
          [
            "DELETE",
            { ...known, records: set.ResourceRecords?.map(({ Value = "" }) => Value), ttl: set.TTL },
          ],
        ],
        region,
      );
    }
  },
};
