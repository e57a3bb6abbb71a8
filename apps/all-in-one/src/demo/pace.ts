import { DAY } from '#lib/kernel';

/** World seconds a second: a minute at first, so that a newcomer can follow; then an hour (docs/adr/0007). */
export const FIRST_PACE = 60;
export const LATER_PACE = 3600;
/** How long the first pace lasts, in real milliseconds. */
export const FIRST_MINUTES = 5 * 60_000;
/** What a person may choose: hold, a minute a second, an hour a second. */
export const PACES: readonly number[] = [0, FIRST_PACE, LATER_PACE];

/** Where the demo's libraries are. */
export const DEMO_ZONE = 'America/New_York';

export interface Reading {
  /** ISO 8601. */
  readonly now: string;
  readonly rate: number;
}

/** The demo's hand on the world's clock. */
export class DemoClock {
  readonly #url: string;
  #later: NodeJS.Timeout | undefined;

  /** @param world the simulated world's address */
  constructor(world: string) {
    this.#url = `${world}/control/clock`;
  }

  /** Speeds up after the first five minutes, unless a person took the clock in hand before. */
  async begin(): Promise<void> {
    const { rate } = await this.read();
    if (rate !== FIRST_PACE) return;
    this.#later = setTimeout(() => void this.#set({ rate: LATER_PACE }), FIRST_MINUTES).unref();
  }

  read(): Promise<Reading> {
    return this.#ask();
  }
  pace(rate: number): Promise<Reading> {
    this.stop();
    return this.#set({ rate });
  }
  /** To nine o'clock (New York) of the next day. */
  async nextMorning(): Promise<Reading> {
    const { now } = await this.read();
    return this.#set({ now: nextMorning(new Date(now)).toISOString() });
  }
  stop(): void {
    clearTimeout(this.#later);
  }

  #set(change: Partial<Reading>): Promise<Reading> {
    return this.#ask({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
  }
  async #ask(init: RequestInit = {}): Promise<Reading> {
    const response = await fetch(this.#url, { ...init, signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(`the world's clock answered ${response.status}`);
    return (await response.json()) as Reading;
  }
}

const hour = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
});

/** The next moment at which New York's clocks show nine in the morning. */
export function nextMorning(now: Date): Date {
  const [hours, minutes] = hour.format(now).split(':').map(Number);
  const sinceMidnight = (hours! * 60 + minutes!) * 60_000 + (now.getTime() % 60_000);
  const toNine = 9 * 3_600_000 - sinceMidnight;
  return new Date(now.getTime() + (toNine > 0 ? toNine : toNine + DAY));
}
