/** What a watch asks and tells. */
export interface Watched {
  ping(): Promise<unknown>;
  /** Nothing was answered within the bound, in milliseconds. */
  silent(bound: number): void;
  /** The PING failed, or Redis answered it with an error. */
  failed(error: unknown): void;
}

/** The health check of an open connection: a PING every so often, to be answered within a bound. */
export class Watch {
  #timer: NodeJS.Timeout | undefined;
  #round = 0;
  #blocking = 0;

  constructor(
    /** In milliseconds; 0 is never. */
    private readonly interval: number,
    /** In milliseconds. */
    private readonly bound: number,
    private readonly watched: Watched,
  ) {}

  start(): void {
    this.stop();
    if (this.interval > 0) {
      // The connection keeps the process alive, the watch alone need not.
      this.#timer = setTimeout(() => void this.#check(this.#round), this.interval).unref();
    }
  }

  stop(): void {
    this.#round += 1;
    clearTimeout(this.#timer);
  }

  /** Tells that a command that may keep the server from answering a PING begins (1) or ends (-1). */
  blocks(change: 1 | -1): void {
    this.#blocking += change;
  }

  async #check(round: number): Promise<void> {
    if (this.#blocking === 0) {
      const late = setTimeout(() => this.watched.silent(this.bound), this.bound);
      await this.watched
        .ping()
        .catch((error: unknown) => this.watched.failed(error))
        .finally(() => clearTimeout(late));
    }
    if (round === this.#round) {
      this.start();
    }
  }
}
