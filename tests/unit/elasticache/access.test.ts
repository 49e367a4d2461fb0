import * as pulumi from "@pulumi/pulumi";
import { readPolicy } from "../../../components/elasticache/policies";
import { InvalidArgumentsError } from "../../../components/mistake";
import { ids } from "../support/cloud";
import { Deployment } from "../support/deployment";
import { deployed } from "../support/elastiCache";

const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** The ingress rules, by name, without what is common to all. */
function rulesOf(deployment: Deployment, port = 6379): Record<string, unknown> {
  const rules = [...deployment.registrations.values()].filter(({ type }) => type === rule);
  return Object.fromEntries(
    rules.map(({ name, inputs: { securityGroupId, ipProtocol, fromPort, toPort, tags, ...peer } }) => {
      expect({ securityGroupId, ipProtocol, fromPort, toPort }).toEqual({
        securityGroupId: "id-of-cache-firewall",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      });
      expect(tags).toEqual({ "secure-redis:stack": "shop/dev", "secure-redis:name": "cache" });
      expect(deployment.options.get(name)?.parent).toBe(deployment.redis);
      return [name, peer];
    }),
  );
}

describe("who may connect", () => {
  test("is nobody without allowFrom, and with an empty one", async () => {
    expect(rulesOf(await deployed())).toEqual({});
    expect(rulesOf(await deployed({ allowFrom: { securityGroupIds: [], cidrBlocks: [] } }))).toEqual({});
  });

  test("is who allowFrom names, on the one port, each once", async () => {
    const deployment = await deployed({
      port: 7000,
      allowFrom: {
        securityGroupIds: ["sg-01234567", pulumi.output("sg-89abcdef")],
        cidrBlocks: ["10.1.0.0/16", "fd00::/8", "10.1.0.0/16"],
      },
    });
    expect(rulesOf(deployment, 7000)).toEqual({
      "cache-from-10.1.0.0-16": { cidrIpv4: "10.1.0.0/16" },
      "cache-from-fd00::-8": { cidrIpv6: "fd00::/8" },
      "cache-from-sg-01234567": { referencedSecurityGroupId: "sg-01234567" },
      "cache-from-group-1": { referencedSecurityGroupId: "sg-89abcdef" },
    });
  });

  test("is who the method names as well", async () => {
    const deployment = await deployed(
      { allowFrom: { cidrBlocks: ["10.1.0.0/16"] } },
      {
        use: (redis) => {
          redis.allowFrom("api", { securityGroupId: pulumi.output("sg-01234567") });
          redis.allowFrom("office", { cidrBlock: "192.168.7.0/24" });
        },
      },
    );
    expect(rulesOf(deployment)).toEqual({
      "cache-from-10.1.0.0-16": { cidrIpv4: "10.1.0.0/16" },
      "cache-from-api": { referencedSecurityGroupId: "sg-01234567" },
      "cache-from-office": { cidrIpv4: "192.168.7.0/24" },
    });
  });

  test("is nobody from a public range: the method refuses it and registers nothing", async () => {
    const refused = ["0.0.0.0/0", "::/0", "8.8.8.0/24", "10.0.0.0/7", "10.0.0.5/16", "2a00:1450::/32", ""];
    const use = (redis: Deployment["redis"]) => {
      for (const cidrBlock of refused) {
        const allow = () => redis.allowFrom("world", { cidrBlock });
        expect(allow).toThrow(InvalidArgumentsError);
        expect(allow).toThrow('SecureRedis.allowFrom of "world"');
        expect(allow).toThrow(
          `  cidrBlock: ${JSON.stringify(cidrBlock)} is not allowed; allowed: a private address range`,
        );
      }
    };
    expect(rulesOf(await deployed({}, { use }))).toEqual({});
    expect.assertions(refused.length * 3 + 2);
  });
});

describe("who may read the secret", () => {
  const use = (redis: Deployment["redis"]) => redis.grantRead("api", pulumi.output("role-of-api"));

  test("is the role that is granted, and nothing but this secret", async () => {
    const deployment = await deployed({}, { use });
    expect(deployment.types()["cache-read-by-api"]).toBe("aws:iam/rolePolicy:RolePolicy");
    expect(deployment.inputsOf("cache-read-by-api")).toEqual({
      role: "role-of-api",
      policy: readPolicy(ids.secret, "eu-central-1"),
    });
    expect(deployment.options.get("cache-read-by-api")?.parent).toBe(deployment.redis);
  });

  test("may use the key that was made, in the region of the stack", async () => {
    const deployment = await deployed({ createKmsKey: true }, { use, cloud: { region: "eu-west-1" } });
    const { policy } = deployment.inputsOf("cache-read-by-api");
    expect(policy).toBe(readPolicy(ids.secret, "eu-west-1", ids.key));
  });

  test("may use the key that was given", async () => {
    const deployment = await deployed({ kmsKeyArn: ids.key }, { use });
    expect(deployment.inputsOf("cache-read-by-api").policy).toBe(
      readPolicy(ids.secret, "eu-central-1", ids.key),
    );
  });
});

test("on docker there is nobody to let in and no secret to read", async () => {
  const use = (redis: Deployment["redis"]) => {
    redis.allowFrom("api", { securityGroupId: "sg-01234567" });
    redis.grantRead("api", "role-of-api");
  };
  const plain = await Deployment.complete();
  expect((await Deployment.complete({ use })).types()).toEqual(plain.types());
  expect(plain.redis).toMatchObject({
    secretArn: undefined,
    readerHost: undefined,
    caCertificate: undefined,
  });
});
