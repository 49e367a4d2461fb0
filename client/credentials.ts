import { RedisCredentialsError } from "./errors";
import { bareError, type Mask } from "./mask";
import type { Credentials, CredentialsCallback } from "./options";

/** Where the credentials of each connection come from. */
export interface CredentialSource {
  /** The credentials for the connection that is being made. */
  next(): Promise<Partial<Credentials>>;
  /** Tells that the server refused the last ones. */
  refused(): void;
}

/** Credentials that nothing can read again. */
export function fixedCredentials(credentials: Partial<Credentials>): CredentialSource {
  return { next: async () => credentials, refused() {} };
}

/**
 * Credentials that are kept until the server refuses them, and read again then: a secret is not asked by every client
 * whenever a server restarts.
 */
export function keptCredentials(first: Credentials, read: () => Promise<Credentials>): CredentialSource {
  let kept: Credentials | undefined = first;
  return {
    next: async () => {
      kept ??= await read();
      return kept;
    },
    refused: () => {
      kept = undefined;
    },
  };
}

/** Credentials of a callback, which is asked for every connection. Throws RedisCredentialsError. */
export function calledCredentials(callback: CredentialsCallback): CredentialSource {
  return {
    next: async () => {
      const credentials: unknown = await Promise.resolve()
        .then(callback)
        .catch((cause: unknown) => {
          const bare = bareError(cause);
          throw new RedisCredentialsError(`the credentials callback failed: ${bare.message}`, {
            cause: bare,
          });
        });
      if (!areCredentials(credentials)) {
        throw new RedisCredentialsError(
          "the credentials callback must return { username?, password } with a password that is not empty",
        );
      }
      return credentials;
    },
    refused() {},
  };
}

/** The same source, with each password made known to the mask before anything can show it. */
export function maskedCredentials(source: CredentialSource, mask: Mask): CredentialSource {
  return {
    next: async () => {
      const credentials = await source.next();
      mask.add(credentials.password);
      return credentials;
    },
    refused: () => source.refused(),
  };
}

function areCredentials(value: unknown): value is Credentials {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { username, password } = value as Record<string, unknown>;
  const named = username === undefined || typeof username === "string";
  return named && typeof password === "string" && password !== "";
}
