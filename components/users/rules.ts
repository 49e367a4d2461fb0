import { listOf, matching, oneOf, type Rules, truth } from "../rule";

/** Names of users: of Redis' own `default` and the container's `ops` there can be no second. */
export const userName = matching(
  /^(?!(default|ops)$)(?=.{1,20}$)[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/,
  "1 to 20 small letters, digits and single hyphens, a letter first; not default or ops",
);

const pattern = /^(%(R|W|RW)~)?[^\s~&%]{1,200}$/;

/** Rules of one user's settings. */
export const userRules: Rules = {
  preset: oneOf("readonly", "readwrite", "monitor"),
  commands: listOf(
    matching(
      /^[+-](@[a-z]{1,30}|[a-z][a-z0-9._-]{0,40}(\|[a-z0-9-]{1,40})?)$/,
      "a rule of Redis' ACL such as +get, -del, +@hash or +script|load",
    ),
  ),
  keys: listOf(matching(pattern, "a pattern of keys such as app:* or %R~shared:*")),
  channels: listOf(matching(/^[^\s~&%]{1,200}$/, "a pattern of channels such as news:*")),
  everything: truth,
  iam: truth,
};
