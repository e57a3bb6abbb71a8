import { z } from 'zod';
import type { Clock } from '#lib/kernel';

const Reading = z.object({
  now: z.iso.datetime(),
  /** Seconds of the world's clock in one real second; 0 where it stands. */
  rate: z.number().nonnegative(),
});

export interface WorldClockOptions {
  /** Milliseconds between two readings. */
  readonly every?: number;
  readonly warn?: (message: string) => void;
  readonly fetch?: typeof fetch;
  /** Real milliseconds, for measuring what passed since a reading. */
  readonly elapsed?: () => number;
}

/** How long a reading may take, in milliseconds; the first longer, since without it nothing starts. */
const LIMIT = 2000;
const FIRST_LIMIT = 20_000;

/**
 * The simulated world's clock: read now and then, and reckoned on between two readings by its rate. It never goes back. While the
 * world does not answer it runs on at the last rate.
 */
export class WorldClock implements Clock {
  readonly #url: string;
  readonly #options: Required<WorldClockOptions>;
  #anchor = { world: 0, real: 0, rate: 0 };
  #last = 0;
  #timer: NodeJS.Timeout | undefined;
  #answers = true;

  private constructor(url: string, options: WorldClockOptions) {
    this.#url = url;
    this.#options = { every: 250, warn: () => undefined, fetch, elapsed: () => performance.now(), ...options };
  }

  /**
   * Reads the clock once and goes on reading it.
   * @throws Error naming the address when the first reading fails
   */
  static async start(url: string, options: WorldClockOptions = {}): Promise<WorldClock> {
    const clock = new WorldClock(url, options);
    try {
      await clock.#read(FIRST_LIMIT);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `TRILLIUM_CLOCK_URL: no time could be had from ${url} (${why}). Start the world there, or leave the setting out.`,
        { cause },
      );
    }
    clock.#next();
    return clock;
  }

  now(): Date {
    const { world, real, rate } = this.#anchor;
    this.#last = Math.max(this.#last, world + (this.#options.elapsed() - real) * rate);
    return new Date(this.#last);
  }

  /** Reads at once, e.g. after the world's clock was moved. */
  async refresh(): Promise<void> {
    await this.#read();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #read(limit = LIMIT): Promise<void> {
    const before = this.#options.elapsed();
    const response = await this.#options.fetch(this.#url, { signal: AbortSignal.timeout(limit) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { now, rate } = Reading.parse(await response.json());
    // taken halfway between asking and hearing
    this.#anchor = { world: Date.parse(now), real: (before + this.#options.elapsed()) / 2, rate };
  }

  #next(): void {
    this.#timer = setTimeout(() => void this.#tick(), this.#options.every).unref();
  }

  async #tick(): Promise<void> {
    try {
      await this.#read();
      if (!this.#answers) this.#options.warn(`the world's clock answers again: ${this.#url}`);
      this.#answers = true;
    } catch (error) {
      if (this.#answers)
        this.#options.warn(`the world's clock does not answer (${String(error)}); going on at its last rate: ${this.#url}`);
      this.#answers = false;
    }
    if (this.#timer) this.#next();
  }
}
