import type { Clock } from '#lib/kernel';

/** The demo begins on Monday 6 October 2025, 09:00 in New York. */
export const DEMO_START = '2025-10-06T13:00:00.000Z';

/** The world's time: it stands, runs with the machine's clock or faster, and can be moved on. It never goes back. */
export class RunningClock implements Clock {
  #base: number;
  #since: number;
  #rate: number;
  readonly #real: () => number;

  /**
   * @param rate world seconds per real second: 0 stands still, 3600 is an hour a second.
   * @param real the machine's time in milliseconds; a test passes its own.
   */
  constructor(start: string | Date, rate = 1, real: () => number = Date.now) {
    this.#base = new Date(start).getTime();
    this.#rate = rate;
    this.#real = real;
    this.#since = real();
  }
  now(): Date {
    return new Date(this.#base + Math.max(0, this.#real() - this.#since) * this.#rate);
  }
  get rate(): number {
    return this.#rate;
  }
  setRate(rate: number): void {
    if (!Number.isFinite(rate) || rate < 0) throw new RangeError('rate must be a number of 0 or more');
    this.#settle();
    this.#rate = rate;
  }
  /** @throws RangeError for a moment that has passed. */
  set(moment: string | Date): void {
    const to = new Date(moment).getTime();
    if (Number.isNaN(to)) throw new RangeError('now must be a moment such as 2025-10-06T13:00:00Z');
    if (to < this.now().getTime()) throw new RangeError("the world's clock does not go back");
    this.#settle();
    this.#base = to;
  }
  advance(seconds: number): void {
    if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError('advance must be a number of seconds, 0 or more');
    this.#settle();
    this.#base += seconds * 1000;
  }
  /** Real milliseconds until that moment of the world; Infinity while the clock stands. */
  realMillisecondsUntil(moment: number): number {
    const left = moment - this.now().getTime();
    if (left <= 0) return 0;
    return this.#rate === 0 ? Number.POSITIVE_INFINITY : left / this.#rate;
  }
  #settle(): void {
    this.#base = this.now().getTime();
    this.#since = this.#real();
  }
}
