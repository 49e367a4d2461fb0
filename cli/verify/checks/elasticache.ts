import { readSecret } from "../../../client/secret";
import { messageOf } from "../../failure";
import { groupOf } from "../aws";
import { type Check, onElastiCache, Unchecked, verdictOf } from "../check";

/** What AWS itself says: the handshake shows one node at one moment. */
export const encryption: Check = {
  id: "encryption",
  title: "AWS requires TLS and a password, and encrypts what is stored",
  applies: onElastiCache,
  async run(context) {
    const group = await groupOf(context);
    const letsIn = group.AuthTokenEnabled || (group.UserGroupIds ?? []).length > 0;
    return verdictOf(
      [
        ...(group.TransitEncryptionEnabled ? [] : ["TLS is off"]),
        ...(group.TransitEncryptionMode === "preferred" ? ["TLS is not required"] : []),
        ...(group.AtRestEncryptionEnabled ? [] : ["what is stored is not encrypted"]),
        ...(letsIn ? [] : ["there is neither an AUTH token nor a user group"]),
      ],
      `as AWS describes ${group.ReplicationGroupId}`,
    );
  },
};

/** Against what was deployed: backups may be off on purpose. */
export const backups: Check = {
  id: "persistence",
  title: "data is kept as the stack says",
  applies: onElastiCache,
  async run(context) {
    const group = await groupOf(context);
    const wanted = Number(context.group().outputs.snapshotRetentionLimit ?? 0);
    const days = group.SnapshotRetentionLimit ?? 0;
    return verdictOf(
      days < wanted ? [`backups are kept for ${days} days, and were deployed as ${wanted}`] : [],
      `backups are kept for ${days} days`,
    );
  },
};

export const awsSecret: Check = {
  id: "secrets-manager",
  title: "Secrets Manager has what was deployed",
  applies: onElastiCache,
  async run({ component, logins }) {
    const wrong = await Promise.all(
      logins.map(async ({ user, username, password, secretArn }) => {
        if (secretArn === undefined) {
          throw new Unchecked(`the state has no secret of ${user}`);
        }
        const found = await readSecret(secretArn).catch((error: unknown) => {
          throw new Unchecked(messageOf(error));
        });
        const same = {
          host: found.host === component.host,
          port: found.port === component.port,
          tls: found.tls === component.tls,
          username: (found.username ?? "") === username,
          password: found.password === password,
        };
        const differs = Object.entries(same).flatMap(([key, holds]) => (holds ? [] : [key]));
        return differs.length > 0 ? [`that of ${user} has another ${differs.join(", ")}`] : [];
      }),
    );
    return verdictOf(wrong.flat(), `for ${logins.map(({ user }) => user).join(", ")}`);
  },
};
