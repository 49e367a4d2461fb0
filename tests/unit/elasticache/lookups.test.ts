import * as pulumi from "@pulumi/pulumi";
import { deployedPassword, isOpen } from "../../../components/elasticache/lookups";
import { answer, type Cloud, emptyCloud, ids, tokens } from "../support/cloud";

const createdDate = "2026-03-01T12:00:00Z";

/** Has AWS's functions answer from here on. */
function cloudOf(cloud: Partial<Cloud>) {
  return pulumi.runtime.setMocks({
    newResource: ({ name }) => ({ id: name, state: {} }),
    call: ({ token, inputs }) => answer(token, inputs, { ...emptyCloud, ...cloud }),
  });
}

describe("a group", () => {
  test.each([
    ["that is not there yet is not open", undefined, false],
    ["with a token is not open", { authTokenEnabled: true }, false],
    ["without a token is open", { authTokenEnabled: false }, true],
  ])("%s", async (_, group, expected) => {
    await cloudOf({ group });
    expect(await isOpen(ids.group, {})).toBe(expected);
  });
});

describe("the password that is deployed", () => {
  test("is what the secret holds, since its version was made", async () => {
    await cloudOf({ version: { secretString: '{"password":"held","host":"x"}', createdDate } });
    expect(await deployedPassword(ids.secret, {})).toEqual({
      password: "held",
      since: Date.UTC(2026, 2, 1, 12),
    });
  });

  test("is none where there is no version", async () => {
    await cloudOf({});
    expect(await deployedPassword(ids.secret, {})).toBeUndefined();
  });

  test("is none where the version is empty", async () => {
    await cloudOf({ version: { secretString: "", createdDate } });
    expect(await deployedPassword(ids.secret, {})).toBeUndefined();
  });

  test.each(["no JSON", "null", "{}"])(
    "is none that was deployed where the secret is %j",
    async (secretString) => {
      await cloudOf({ version: { secretString, createdDate } });
      const deployed = await deployedPassword(ids.secret, {});
      expect(deployed).toBeDefined();
      expect(deployed?.password).not.toMatch(/^[a-zA-Z0-9]{48}$/);
    },
  );
});

describe("a lookup", () => {
  test.each([
    "reading ElastiCache Replication Group: couldn't find resource",
    "ReplicationGroupNotFoundFault: ReplicationGroup cache not found",
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  ])("that fails with %j has found nothing", async (message) => {
    await cloudOf({ errors: { [tokens.group]: message, [tokens.version]: message } });
    expect(await isOpen(ids.group, {})).toBe(false);
    expect(await deployedPassword(ids.secret, {})).toBeUndefined();
  });

  test.each([
    "AccessDeniedException: not authorized to perform secretsmanager:GetSecretValue",
    "ThrottlingException: Rate exceeded",
    "DecryptionFailure: Secrets Manager can't decrypt the protected secret text",
    "dial tcp: connection refused",
  ])("that fails with %j passes it on", async (message) => {
    await cloudOf({ errors: { [tokens.group]: message, [tokens.version]: message } });
    await expect(isOpen(ids.group, {})).rejects.toThrow(message);
    await expect(deployedPassword(ids.secret, {})).rejects.toThrow(message);
  });
});
