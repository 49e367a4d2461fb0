import { RedisUnreachableError } from "./errors";

interface Waiting {
  pass(): void;
  turnBack(error: Error): void;
}

/** Where commands wait while there is no connection: so many, so long, in their order. */
export class Gate {
  /** Why nothing passes any more. */
  shutBecause: Error | undefined;
  #open = false;
  readonly #waiting = new Set<Waiting>();

  constructor(
    private readonly limit: number,
    /** In milliseconds. */
    private readonly patience: number,
    private readonly address: string,
  ) {}

  /** Undefined where nothing has to wait. The promise rejects with RedisUnreachableError after the patience. */
  pass(): Promise<void> | undefined {
    if (this.shutBecause) {
      return Promise.reject(this.shutBecause);
    }
    if (this.#open) {
      return undefined;
    }
    if (this.#waiting.size >= this.limit) {
      return Promise.reject(this.#notSent(`${this.#waiting.size} commands wait for it already`));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => waiting.turnBack(this.#notSent(`not within ${this.patience} ms`)),
        this.patience,
      );
      const leave = () => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
      };
      const waiting: Waiting = {
        pass: () => {
          leave();
          resolve();
        },
        turnBack: (error) => {
          leave();
          reject(error);
        },
      };
      this.#waiting.add(waiting);
    });
  }

  open(): void {
    this.#open = this.shutBecause === undefined;
    if (this.#open) {
      for (const waiting of [...this.#waiting]) {
        waiting.pass();
      }
    }
  }

  close(): void {
    this.#open = false;
  }

  /** For good: whoever waits and whoever comes gets the error. The first reason stays. */
  shut(reason: Error): void {
    this.#open = false;
    this.shutBecause ??= reason;
    for (const waiting of [...this.#waiting]) {
      waiting.turnBack(this.shutBecause);
    }
  }

  #notSent(why: string): RedisUnreachableError {
    return new RedisUnreachableError(
      `Redis at ${this.address} is not reachable: the command was not sent: ${why}`,
    );
  }
}
