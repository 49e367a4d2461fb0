import { parse } from "yaml";
import { emulatorConfig } from "../../../lab/emulator/stackConfig";

const given = { vpcId: "vpc-emulated", caCertificate: "-----BEGIN\nPEM\n" };
const prod = "config:\n  secure-redis:target: elasticache\n";

function make(checkout: string, before = "") {
  const { text, replaced } = emulatorConfig(checkout, before, given);
  return { document: parse(text), replaced };
}

test("a stack gets the emulator's VPC and authority beside its own settings", () => {
  expect(make(prod)).toEqual({
    document: { config: { "secure-redis:target": "elasticache", "secure-redis:elasticache": given } },
    replaced: [],
  });
  const { document } = make(`${prod}  secure-redis:elasticache:\n    replicas: 2\n  other:key: [1, 2]\n`);
  expect(document.config).toEqual({
    "secure-redis:target": "elasticache",
    "secure-redis:elasticache": { replicas: 2, ...given },
    "other:key": [1, 2],
  });
});

test("what is on AWS alone is left out, and told", () => {
  const { document, replaced } = make(
    `${prod}  secure-redis:elasticache: { vpcId: vpc-1, subnetIds: [subnet-1], caCertificate: theirs, shards: 3 }\n  aws:region: eu-west-1\n`,
  );
  expect(document.config["secure-redis:elasticache"]).toEqual({ shards: 3, ...given });
  expect(document.config).not.toHaveProperty("aws:region");
  expect(replaced).toEqual([
    "aws:region",
    "secure-redis:elasticache.vpcId",
    "secure-redis:elasticache.subnetIds",
    "secure-redis:elasticache.caCertificate",
  ]);
});

test("nothing encrypted and no key of the checkout's file comes along", () => {
  const secrets = `${prod}  a:one:\n    secure: v1:abc\n  a:two: [{ deep: { secure: v1:def } }]\nencryptionsalt: v1:theirs\nsecretsprovider: awskms://theirs\nencryptedkey: theirs\n`;
  const { document, replaced } = make(secrets, "encryptionsalt: v1:own\n");
  expect(replaced).toEqual(["a:one", "a:two"]);
  expect(Object.keys(document)).toEqual(["config", "encryptionsalt"]);
  expect(document.encryptionsalt).toBe("v1:own");
  expect(JSON.stringify(document)).not.toMatch(/theirs|v1:abc|v1:def/);
});

const rotation = (generation: number) =>
  `config:\n  secure-redis:rotation: { everyDays: 30, generation: ${generation} }\n`;

test.each([
  [rotation(1), rotation(3), 3],
  [rotation(3), rotation(1), 3],
  [rotation(2), "", 2],
  [prod, rotation(1), 1],
])("of two generations the larger one stays", (checkout, before, generation) => {
  expect(make(checkout, before).document.config["secure-redis:rotation"].generation).toBe(generation);
});

test("without a rotation there is no entry for one, and of an earlier file nothing else stays", () => {
  const { document } = make(prod, "config:\n  secure-redis:elasticache: { replicas: 5, vpcId: vpc-old }\n");
  expect(document.config).not.toHaveProperty("secure-redis:rotation");
  expect(document.config["secure-redis:elasticache"]).toEqual(given);
});

test.each(["", "# nothing\n", "config:\n"])("an empty file (%j) is one without settings", (text) => {
  expect(make(text).document.config).toEqual({ "secure-redis:elasticache": given });
});
