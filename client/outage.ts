import { backoff } from "./backoff";

/** The time since a connection was lost, and how long it is worth trying to get it back. */
export class Outage {
  #since: number | undefined;
  #attempts = 0;
  /** What the last attempt, or the loss itself, failed with. */
  cause: Error | undefined;

  constructor(
    /** In milliseconds. */
    private readonly reconnectFor: number,
    private readonly now: () => number = () => performance.now(),
    private readonly random?: () => number,
  ) {}

  /** Milliseconds until the next attempt; false once that would be too late. */
  next(cause: Error): number | false {
    this.cause = cause;
    this.#since ??= this.now();
    this.#attempts += 1;
    const delay = backoff(this.#attempts, this.random);
    return this.now() - this.#since + delay > this.reconnectFor ? false : delay;
  }

  /** Milliseconds to wait before something is asked again on a connection that is there. */
  pause(attempt: number): number {
    return backoff(this.#attempts + attempt, this.random);
  }

  /** Milliseconds since the loss, which is forgotten; undefined when there was none. */
  end(): number | undefined {
    const since = this.#since;
    this.#since = undefined;
    this.#attempts = 0;
    this.cause = undefined;
    return since === undefined ? undefined : Math.round(this.now() - since);
  }
}
