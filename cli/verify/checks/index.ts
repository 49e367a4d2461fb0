import type { Check } from "../check";
import { commands } from "./commands";
import { confinement } from "./confinement";
import { data } from "./data";
import { awsSecret, backups, encryption } from "./elasticache";
import { healthcheck } from "./healthcheck";
import { noPassword } from "./noPassword";
import { otherAddresses } from "./otherAddresses";
import { otherNetworks } from "./otherNetworks";
import { persistence } from "./persistence";
import { rightPassword } from "./rightPassword";
import { overlap, rotation } from "./rotation";
import { secretInInspect, secretInLogs, secretInProcesses, secretInState } from "./secrets";
import { tls } from "./tls";
import { users } from "./users";
import { wrongPassword } from "./wrongPassword";

/** Every check, in the order of the table. */
export const checks: readonly Check[] = [
  noPassword,
  wrongPassword,
  rightPassword,
  data,
  users,
  commands,
  tls,
  otherAddresses,
  otherNetworks,
  confinement,
  healthcheck,
  persistence,
  secretInInspect,
  secretInProcesses,
  secretInLogs,
  secretInState,
  encryption,
  backups,
  awsSecret,
  rotation,
  overlap,
];
