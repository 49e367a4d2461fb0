/** Refuses whoever reads the secret without TLS (https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_condition-context-keys.html). */
export function secretPolicy(): string {
  return JSON.stringify({
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
}

/** The least that can read the secret, and use the key that encrypts it, through Secrets Manager alone. */
export function readPolicy(secretArn: string, region: string, keyArn?: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadConnection",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        Resource: secretArn,
      },
      ...(keyArn === undefined
        ? []
        : [
            {
              Sid: "DecryptConnection",
              Effect: "Allow",
              Action: "kms:Decrypt",
              Resource: keyArn,
              Condition: {
                StringEquals: {
                  "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
                  "kms:EncryptionContext:SecretARN": secretArn,
                },
              },
            },
          ]),
    ],
  });
}

/** Lets a role connect to a group as a user whom IAM lets in (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html). */
export function connectPolicy(groupArn: string, userArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Connect", Effect: "Allow", Action: "elasticache:Connect", Resource: [groupArn, userArn] },
    ],
  });
}
