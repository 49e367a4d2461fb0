import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { client } from "../clients";
import type { Invocation } from "../invocation";

export const getRegion: Invocation = {
  unsupported: ["endpoint", "name"],
  async call(_, region) {
    return { id: region, name: region, region, description: region, endpoint: `ec2.${region}.amazonaws.com` };
  },
};

export const getCallerIdentity: Invocation = {
  async call(_, region) {
    const identity = await client(STSClient, region).send(new GetCallerIdentityCommand({}));
    return { accountId: identity.Account, arn: identity.Arn, id: identity.Account, userId: identity.UserId };
  },
};

export const getPartition: Invocation = {
  async call() {
    return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
  },
};
