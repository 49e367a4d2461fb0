import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
} from "@aws-sdk/client-kms";
import type { KeyArgs } from "@pulumi/aws/kms/key";
import type { Unwrap } from "@pulumi/pulumi";
import { client } from "../clients";
import { found, must } from "../requests";
import type { Resource } from "../resource";
import { jsonObject, oneOf, wholeNumber } from "../rules";
import { tagChange } from "../tags";

type Args = Unwrap<KeyArgs>;

const symmetric = "SYMMETRIC_DEFAULT";

export const kmsKey: Resource<Args> = {
  traits: {
    replaces: ["keyUsage", "customerMasterKeySpec", "multiRegion"],
    computed: ["description", "multiRegion", "policy", "rotationPeriodInDays"],
    defaults: {
      customerMasterKeySpec: symmetric,
      enableKeyRotation: false,
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
    json: ["policy"],
    unsupported: ["bypassPolicyLockoutSafetyCheck", "customKeyStoreId", "xksKeyId"],
    rules: {
      customerMasterKeySpec: oneOf(
        symmetric,
        ...["RSA_2048", "RSA_3072", "RSA_4096", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512"],
        ...["ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "SM2"],
      ),
      deletionWindowInDays: wholeNumber(7, 30),
      keyUsage: oneOf("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
      policy: jsonObject,
      rotationPeriodInDays: wholeNumber(90, 2560),
    },
    mistakes: ({ enableKeyRotation, customerMasterKeySpec, rotationPeriodInDays }) => [
      ...(enableKeyRotation === true && customerMasterKeySpec !== symmetric
        ? [{ property: "enableKeyRotation", reason: `is possible only with ${symmetric}` }]
        : []),
      ...(typeof rotationPeriodInDays === "number" && enableKeyRotation === false
        ? [{ property: "rotationPeriodInDays", reason: "needs enableKeyRotation" }]
        : []),
    ],
  },
  async create({ description, keyUsage, customerMasterKeySpec, multiRegion, policy, tags }, region) {
    const { KeyMetadata } = await client(KMSClient, region).send(
      new CreateKeyCommand({
        Description: description,
        KeyUsage: keyUsage as "ENCRYPT_DECRYPT" | undefined,
        KeySpec: customerMasterKeySpec as "SYMMETRIC_DEFAULT" | undefined,
        MultiRegion: multiRegion,
        Policy: policy,
        Tags: tags && kmsTags(tags),
      }),
    );
    return must(KeyMetadata?.KeyId, "KeyId");
  },
  async settle(id, inputs, region) {
    await rotate(id, inputs, region);
    if (inputs.isEnabled === false) {
      await client(KMSClient, region).send(new DisableKeyCommand({ KeyId: id }));
    }
  },
  async read(id, _, region) {
    const kms = client(KMSClient, region);
    const key = (await found(kms.send(new DescribeKeyCommand({ KeyId: id })), "NotFoundException"))
      ?.KeyMetadata;
    if (!key || key.KeyState === "PendingDeletion" || key.KeyState === "PendingReplicaDeletion") {
      return undefined;
    }
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: id, PolicyName: "default" }));
    const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId: id }));
    const rotation =
      key.KeySpec === symmetric ? await kms.send(new GetKeyRotationStatusCommand({ KeyId: id })) : undefined;
    return {
      arn: key.Arn,
      customerMasterKeySpec: key.KeySpec,
      description: key.Description ?? "",
      enableKeyRotation: rotation?.KeyRotationEnabled ?? false,
      isEnabled: key.Enabled,
      keyId: key.KeyId,
      keyUsage: key.KeyUsage,
      multiRegion: key.MultiRegion ?? false,
      policy: Policy,
      ...(rotation?.RotationPeriodInDays ? { rotationPeriodInDays: rotation.RotationPeriodInDays } : {}),
      tags: Object.fromEntries((Tags ?? []).map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])),
    };
  },
  async update(id, { olds, news, changed }, region) {
    const kms = client(KMSClient, region);
    // A disabled key takes no other change.
    if (changed.has("isEnabled") && news.isEnabled !== false) {
      await kms.send(new EnableKeyCommand({ KeyId: id }));
    }
    if (changed.has("enableKeyRotation") || changed.has("rotationPeriodInDays")) {
      await rotate(id, news, region);
    }
    if (changed.has("description")) {
      await kms.send(new UpdateKeyDescriptionCommand({ KeyId: id, Description: news.description ?? "" }));
    }
    if (changed.has("policy")) {
      await kms.send(new PutKeyPolicyCommand({ KeyId: id, PolicyName: "default", Policy: news.policy }));
    }
    const { put, remove } = tagChange(olds.tags, news.tags);
    if (remove) {
      await kms.send(new UntagResourceCommand({ KeyId: id, TagKeys: remove }));
    }
    if (put) {
      await kms.send(new TagResourceCommand({ KeyId: id, Tags: kmsTags(news.tags) }));
    }
    if (changed.has("isEnabled") && news.isEnabled === false) {
      await kms.send(new DisableKeyCommand({ KeyId: id }));
    }
  },
  async delete(id, { deletionWindowInDays }, region) {
    const PendingWindowInDays = deletionWindowInDays as number | undefined;
    const request = new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays });
    await found(client(KMSClient, region).send(request), "NotFoundException");
  },
};

async function rotate(KeyId: string, inputs: Args, region: string): Promise<void> {
  const kms = client(KMSClient, region);
  if (inputs.enableKeyRotation) {
    const RotationPeriodInDays = inputs.rotationPeriodInDays;
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }));
  } else if (inputs.customerMasterKeySpec === symmetric) {
    await kms.send(new DisableKeyRotationCommand({ KeyId }));
  }
}

function kmsTags(tags: Record<string, string> = {}) {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}
