import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { client } from "../clients";
import { fromPrefix } from "../names";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { jsonObject, matching, notEmpty } from "../rules";

/** As `check` leaves them: a document has become text, and a role its name. */
interface Args {
  name?: string;
  namePrefix?: string;
  policy: string;
  role: string;
}

export const iamRolePolicy: Resource<Args> = {
  traits: {
    name: { property: "name", longest: 128 },
    replaces: ["role", "name", "namePrefix"],
    computed: ["name", "namePrefix"],
    json: ["policy"],
    exclusive: [["name", "namePrefix"]],
    rules: {
      name: matching(/^[\w+=,.@-]{1,128}$/, "1 to 128 letters, digits and signs of _+=,.@-"),
      policy: jsonObject,
      role: notEmpty,
    },
  },
  async create({ role, name, namePrefix, policy }, region) {
    const PolicyName = name ?? fromPrefix(must(namePrefix, "name"));
    await put(role, PolicyName, policy, region);
    return `${role}:${PolicyName}`;
  },
  async read(id, _, region) {
    const [RoleName, PolicyName] = parts(id);
    const request = new GetRolePolicyCommand({ RoleName, PolicyName });
    const response = await found(client(IAMClient, region).send(request), "NoSuchEntityException");
    return (
      response && {
        name: response.PolicyName,
        policy: decodeURIComponent(response.PolicyDocument ?? ""),
        role: response.RoleName,
      }
    );
  },
  async update(id, { news }, region) {
    await put(...parts(id), news.policy, region);
  },
  async delete(id, _, region) {
    const [RoleName, PolicyName] = parts(id);
    const request = new DeleteRolePolicyCommand({ RoleName, PolicyName });
    await found(client(IAMClient, region).send(request), "NoSuchEntityException");
  },
};

async function put(
  RoleName: string,
  PolicyName: string,
  PolicyDocument: string,
  region: string,
): Promise<void> {
  await client(IAMClient, region).send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}

function parts(id: string): [role: string, policy: string] {
  const [role = "", policy = ""] = id.split(":");
  return [role, policy];
}
