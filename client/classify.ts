import { types } from "node:util";
import {
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  SocketClosedUnexpectedlyError,
  TimeoutError,
} from "@redis/client";
import {
  RedisAuthenticationError,
  RedisClientError,
  RedisTimeoutError,
  RedisTlsError,
  RedisUnreachableError,
} from "./errors";

type Kind = "authentication" | "tls" | "timeout" | "unreachable";

const refusals =
  /^(WRONGPASS|NOAUTH)\b|^ERR (invalid password|AUTH .* without any password configured|Client sent AUTH, but no password)/;

// Codes of Node.js for what OpenSSL said of a certificate, and for a server that answers something other than TLS.
const tlsCodes =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EPROTO$)/;

const lost =
  /^(ECONN(REFUSED|RESET|ABORTED)|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_\w+|EPIPE|EADDRNOTAVAIL|ENETRESET|EACCES|EPERM)$/;

/** What an error says about the connection; undefined when it says nothing of it, as the reply of a wrong command. */
export function kindOf(error: unknown): Kind | undefined {
  // Not instanceof: the errors of Node.js itself have another Error where code runs in a context, as under Jest.
  if (!types.isNativeError(error)) {
    return undefined;
  }
  if (error instanceof ErrorReply) {
    return refusals.test(error.message) ? "authentication" : undefined;
  }
  if (error instanceof ConnectionTimeoutError || error instanceof TimeoutError) {
    return "timeout";
  }
  if (error instanceof SocketClosedUnexpectedlyError || error instanceof ClientOfflineError) {
    return "unreachable";
  }
  const code = String((error as NodeJS.ErrnoException).code ?? "");
  if (tlsCodes.test(code)) {
    return "tls";
  }
  if (code === "ETIMEDOUT") {
    return "timeout";
  }
  return lost.test(code) ? "unreachable" : undefined;
}

const build: Record<Kind, (address: string, reason: string, cause: unknown) => RedisClientError> = {
  authentication: (address, reason, cause) =>
    new RedisAuthenticationError(`Redis at ${address} refused the credentials: ${reason}`, { cause }),
  tls: (address, reason, cause) =>
    new RedisTlsError(`Redis at ${address} could not be verified: ${reason}`, { cause }),
  timeout: (address, reason, cause) =>
    new RedisTimeoutError(`Redis at ${address} did not answer in time: ${reason}`, { cause }),
  unreachable: (address, reason, cause) =>
    new RedisUnreachableError(`Redis at ${address} is not reachable: ${reason}`, { cause }),
};

/** The typed error for one that is about the connection; any other as it is. */
export function typed(error: unknown, address: string): unknown {
  return kindOf(error) ? named(error, address) : error;
}

/** The typed error for one that ended a connection, whatever it says. */
export function named(error: unknown, address: string): RedisClientError {
  return error instanceof RedisClientError
    ? error
    : build[kindOf(error) ?? "unreachable"](address, reasonOf(error), error);
}

/** Whether an error is neither the network's, nor Redis' answer, nor the client's own: then the answer was no Redis'. */
export function isForeign(error: Error): boolean {
  const own = [RedisClientError, ErrorReply, ClientClosedError, DisconnectsClientError];
  const isOwn = own.some((type) => error instanceof type);
  return !isOwn && kindOf(error) === undefined && (error as NodeJS.ErrnoException).code === undefined;
}

function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) {
    return String(error);
  }
  const { errors } = error as Partial<AggregateError>;
  // One for each address of the host; Node.js leaves the message of the whole empty.
  return error.message || errors?.map(reasonOf).join("; ") || error.name;
}
