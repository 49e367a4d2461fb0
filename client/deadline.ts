/** A time limit that is started and stopped over and over. */
export class Deadline {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    /** In milliseconds. */
    private readonly limit: number,
    private readonly passed: (limit: number) => void,
  ) {}

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => this.passed(this.limit), this.limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
