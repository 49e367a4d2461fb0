import type { CredentialSource } from "./credentials";
import type { Logger } from "./logger";
import type { Mask } from "./mask";

/** What a client uses beside its limits. */
export interface Surroundings {
  credentials: CredentialSource;
  mask: Mask;
  log: Logger;
}
