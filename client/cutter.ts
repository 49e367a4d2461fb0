import { types } from "node:util";
import { SocketClosedUnexpectedlyError } from "@redis/client";

/**
 * Cuts the connection that a client has now, for a reason of ours. @redis/client has no method for it, so each of its
 * sockets gets this signal, and the event cuts those that are open without aborting the ones to come.
 */
export class Cutter {
  readonly #controller = new AbortController();
  #reason: Error | undefined;
  #cut = false;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cut(reason: Error): void {
    this.#reason = reason;
    this.#cut = true;
    this.#abort();
  }

  /** Tells that another connection begins, the end of which is none of the last cut's. */
  renewed(): void {
    // A socket that never connected keeps listening to the signal; this is what makes it forget.
    this.#abort();
    this.#cut = false;
  }

  /** The reason, where the error is what a cut leaves behind; any other error as it is. */
  reasonFor(error: unknown): unknown {
    const aborted = types.isNativeError(error) && (error as NodeJS.ErrnoException).code === "ABORT_ERR";
    const closed = this.#cut && error instanceof SocketClosedUnexpectedlyError;
    return aborted || closed ? (this.#reason ?? error) : error;
  }

  #abort(): void {
    this.signal.dispatchEvent(new Event("abort"));
  }
}
