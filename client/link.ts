import { ClientClosedError } from "@redis/client";
import { Deadline } from "./deadline";
import { RedisUnreachableError } from "./errors";
import { Faults } from "./faults";
import { Gate } from "./gate";
import type { Limits } from "./limits";
import { createRedisClient, type RedisClient, type Target } from "./nodeRedis";
import { Outage } from "./outage";
import type { Passage } from "./passage";
import type { Surroundings } from "./surroundings";
import { untilAnswered, verify } from "./verify";
import { Watch } from "./watch";

/** A client and its way back after a loss: attempts with an end, credentials that are read anew, a watch. */
export class Link implements Passage {
  readonly client: RedisClient;
  readonly #faults: Faults;
  readonly #attempt: Deadline;
  readonly #gate: Gate;
  readonly #outage: Outage;
  readonly #watch: Watch;
  #established = false;

  constructor(
    private readonly target: Target,
    private readonly limits: Limits,
    private readonly around: Surroundings,
  ) {
    const { healthCheckInterval, connectTimeout } = limits;
    this.#faults = new Faults(target.address, around.mask, around.credentials);
    this.#attempt = new Deadline(connectTimeout, (limit) => this.#faults.cutLate("a connection", limit));
    this.#gate = new Gate(limits.offlineQueueLimit, limits.offlineQueueTimeout, target.address);
    this.#outage = new Outage(limits.reconnectFor);
    this.#watch = new Watch(healthCheckInterval, Math.min(healthCheckInterval, connectTimeout), {
      ping: () => this.#verify(),
      silent: (bound) => this.#faults.cutLate("the health check", bound),
      failed: (error) => this.#faults.cutIfRefused(error),
    });
    this.client = createRedisClient(target, connectTimeout, {
      credentials: around.credentials,
      signal: this.#faults.signal,
      reconnectStrategy: (_, cause) => this.#next(cause),
    });
    this.client
      .on("error", (error: Error) => this.#failed(error))
      .on("reconnecting", () => this.#begin())
      .on("ready", () => void this.#ready())
      .on("terminated", () => this.#terminated())
      .on("end", () => this.#ended(new ClientClosedError()));
  }

  /** Connects, once. Throws the typed error. */
  async open(): Promise<void> {
    this.#begin();
    try {
      await this.client.connect();
      await this.#verify();
    } catch (error) {
      const reason = this.#faults.named(error);
      this.client.destroy();
      throw reason;
    }
    this.#established = true;
    this.#up();
  }

  pass(): Promise<void> | undefined {
    return this.#gate.pass();
  }

  blocks(change: 1 | -1): void {
    this.#watch.blocks(change);
  }

  translate(error: unknown): unknown {
    return this.#faults.translated(error, this.#gate.shutBecause);
  }

  async close(): Promise<void> {
    this.#watch.stop();
    if (this.client.isReady) {
      await this.client.close();
    } else {
      // Its close() would wait for answers that cannot come.
      this.client.destroy();
    }
  }

  #begin(): void {
    this.#faults.renewed();
    this.#attempt.start();
  }

  #next(cause: Error): number | false {
    const reason = this.#faults.ended(cause);
    return this.#established && this.#outage.next(reason);
  }

  #failed(error: Error): void {
    this.around.log.warn(this.#faults.named(error).message);
    if (!this.client.isReady) {
      this.#gate.close();
      this.#watch.stop();
      this.#attempt.stop();
    }
    this.#faults.cutForeign(error);
  }

  /** After a reconnect: the server has to answer a PING before commands go to it. */
  async #ready(): Promise<void> {
    const connection = this.client.socketEpoch;
    const answered = await untilAnswered({
      ask: () => this.#verify(),
      current: () => this.#established && this.client.isReady && this.client.socketEpoch === connection,
      pause: (attempt) => this.#outage.pause(attempt),
      refused: (error) => this.#faults.cutIfRefused(error),
    });
    if (answered) {
      this.#up();
    }
  }

  async #verify(): Promise<void> {
    await verify(this.client, this.target.address);
  }

  #up(): void {
    this.#attempt.stop();
    const outage = this.#outage.end();
    const since = outage === undefined ? "" : ` again after ${outage} ms`;
    this.around.log.info(`connected to Redis at ${this.target.address}${since}`);
    this.#watch.start();
    this.#gate.open();
  }

  #terminated(): void {
    if (!this.#established) {
      return;
    }
    const reason = new RedisUnreachableError(
      `Redis at ${this.target.address} was not reachable for ${this.limits.reconnectFor} ms; this client is closed`,
      { cause: this.#outage.cause },
    );
    this.around.log.error(reason.message);
    this.#ended(reason);
    // Later: the client is in the midst of giving up.
    setImmediate(() => this.client.destroy());
  }

  #ended(reason: Error): void {
    this.#watch.stop();
    this.#attempt.stop();
    this.#gate.shut(reason);
  }
}
