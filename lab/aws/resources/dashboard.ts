import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  PutDashboardCommand,
} from "@aws-sdk/client-cloudwatch";
import type { DashboardArgs } from "@pulumi/aws/cloudwatch/dashboard";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found } from "../requests";
import type { Resource } from "../resource";
import { jsonObject, matching } from "../rules";

type Args = Unwrap<DashboardArgs>;

const notThere = ["ResourceNotFound", "DashboardNotFoundError"];

export const dashboard: Resource<Args> = {
  traits: {
    replaces: ["dashboardName"],
    json: ["dashboardBody"],
    rules: {
      dashboardBody: jsonObject,
      dashboardName: matching(/^[\w-]{1,255}$/, "1 to 255 letters, digits, hyphens and underscores"),
    },
  },
  async create(inputs, region) {
    await put(inputs, region);
    return inputs.dashboardName;
  },
  async read(id, _, region) {
    const request = new GetDashboardCommand({ DashboardName: id });
    const response = await found(client(CloudWatchClient, region).send(request), ...notThere);
    return (
      response && {
        dashboardArn: response.DashboardArn,
        dashboardBody: response.DashboardBody,
        dashboardName: response.DashboardName,
      }
    );
  },
  async update(_, { news }, region) {
    await put(news, region);
  },
  async delete(id, _, region) {
    const request = new DeleteDashboardsCommand({ DashboardNames: [id] });
    await found(client(CloudWatchClient, region).send(request), ...notThere);
  },
};

async function put({ dashboardName, dashboardBody }: Args, region: string): Promise<void> {
  const request = new PutDashboardCommand({ DashboardName: dashboardName, DashboardBody: dashboardBody });
  const { DashboardValidationMessages: messages = [] } = await client(CloudWatchClient, region).send(request);
  if (messages.length > 0) {
    throw new Error(messages.map(({ DataPath = "", Message = "" }) => `${DataPath} ${Message}`).join("; "));
  }
}
