import { readPolicy, secretPolicy } from "../../../components/elasticache/policies";
import { ids } from "../support/cloud";

const read = {
  Sid: "ReadConnection",
  Effect: "Allow",
  Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
  Resource: ids.secret,
};

test("the secret refuses everybody who does not use TLS, and allows nobody", () => {
  expect(JSON.parse(secretPolicy())).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OnlyOverTls",
        Effect: "Deny",
        Principal: "*",
        Action: "secretsmanager:*",
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
});

test("a reader may read the one secret and nothing else", () => {
  expect(JSON.parse(readPolicy(ids.secret, "eu-central-1"))).toEqual({
    Version: "2012-10-17",
    Statement: [read],
  });
});

test("a reader may use the key for this secret through Secrets Manager alone", () => {
  expect(JSON.parse(readPolicy(ids.secret, "eu-west-1", ids.key))).toEqual({
    Version: "2012-10-17",
    Statement: [
      read,
      {
        Sid: "DecryptConnection",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: ids.key,
        Condition: {
          StringEquals: {
            "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
            "kms:EncryptionContext:SecretARN": ids.secret,
          },
        },
      },
    ],
  });
});
