/** The time the work goes by: the machine's, or the simulated world's. Passed in, never read from the air. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands until told otherwise: for tests. */
export class ManualClock implements Clock {
  #now: number;

  constructor(start: string | Date) {
    this.#now = new Date(start).getTime();
  }
  now(): Date {
    return new Date(this.#now);
  }
  /** Moves on by some milliseconds. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
  set(moment: string | Date): void {
    this.#now = new Date(moment).getTime();
  }
}
