import { ClientClosedError } from "@redis/client";
import { isForeign, named, typed } from "./classify";
import type { CredentialSource } from "./credentials";
import { Cutter } from "./cutter";
import { RedisAuthenticationError, RedisTimeoutError } from "./errors";
import type { Mask } from "./mask";

/** Everything that goes wrong with one client: it gets its class and is masked here, and ends connections from here. */
export class Faults {
  readonly #cutter = new Cutter();

  constructor(
    private readonly address: string,
    private readonly mask: Mask,
    private readonly credentials: CredentialSource,
  ) {}

  get signal(): AbortSignal {
    return this.#cutter.signal;
  }

  /** The typed error for what ended a connection. The error itself is masked in place: listeners get it after us. */
  named(error: unknown): Error {
    this.mask.error(error);
    return this.mask.error(named(this.#cutter.reasonFor(error), this.address));
  }

  /** The same for what ended an attempt: refused credentials are read again for the next one. */
  ended(error: unknown): Error {
    const reason = this.named(error);
    if (reason instanceof RedisAuthenticationError) {
      this.credentials.refused();
    }
    return reason;
  }

  /** The error for who gave a command: `closed` when the client is. */
  translated(error: unknown, closed: Error | undefined): unknown {
    const over = error instanceof ClientClosedError ? closed : undefined;
    return this.mask.error(over ?? typed(this.#cutter.reasonFor(error), this.address));
  }

  /** Tells that a connection begins. */
  renewed(): void {
    this.#cutter.renewed();
  }

  cut(reason: Error): void {
    this.#cutter.cut(reason);
  }

  /** Cuts a connection that is not logged in, so that the next one asks for the credentials again. */
  cutIfRefused(error: unknown): void {
    const reason = this.ended(error);
    if (reason instanceof RedisAuthenticationError) {
      this.cut(reason);
    }
  }

  cutLate(what: string, limit: number): void {
    const reason = `Redis at ${this.address} did not answer in time: ${what} took more than ${limit} ms`;
    this.cut(new RedisTimeoutError(reason));
  }

  /** Cuts the connection on which something came that was no answer of Redis. */
  cutForeign(error: Error): void {
    if (isForeign(error)) {
      this.cut(this.named(error));
    }
  }
}
