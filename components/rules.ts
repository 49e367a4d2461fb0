import { dockerRules } from "./docker/rules";
import { elastiCacheRules } from "./elasticache/rules";
import { matching, oneOf, type Rules, wholeNumber } from "./rule";
import { userName, userRules } from "./users/rules";

// Docker's names take no other signs, and ElastiCache's end at 40 characters, nine of which are the group's own.
export const componentName = matching(
  /^[a-zA-Z][a-zA-Z0-9-]{0,29}$/,
  "1 to 30 letters, digits and hyphens, a letter first",
);

// ElastiCache takes no two hyphens in a row, and the group's own follows the name.
export const groupName = matching(
  /^(?=.{1,30}$)[a-zA-Z](-?[a-zA-Z0-9])*$/,
  "1 to 30 letters, digits and single hyphens, a letter first and no hyphen last",
);

const rotationRules: Rules = {
  everyDays: wholeNumber(0, 3650),
  graceDays: {
    allowed: "a number of days from 0 to 365",
    accepts: (value) => typeof value === "number" && value >= 0 && value <= 365,
  },
  generation: wholeNumber(0, 1_000_000),
};

/** Every setting of the component, by key. */
export const settingRules: Rules = {
  target: oneOf("docker", "elasticache"),
  docker: dockerRules,
  elasticache: elastiCacheRules,
  rotation: rotationRules,
  users: { name: userName, each: userRules },
};
