import { json, type Answer } from './http.ts';

/**
 * How a service fails. `down`: nobody answers (the connection is cut) · `slow`: answers late · `error`: 503 · `rate-limit`: 429 with
 * Retry-After · `lost-answer`: does what it was asked and then the connection is cut, so that the caller cannot know.
 */
export interface Outage {
  readonly kind: 'down' | 'slow' | 'error' | 'rate-limit' | 'lost-answer';
  /** World time at which it ends by itself. */
  readonly until?: string;
  /** Only so many calls; counted down. */
  readonly times?: number;
  /** Only this share of calls (0–1), by the world's seeded chance. */
  readonly share?: number;
  /** Of `slow`: real milliseconds. */
  readonly milliseconds?: number;
}
export const OUTAGE_KINDS: readonly string[] = ['down', 'slow', 'error', 'rate-limit', 'lost-answer'];

/** A simple limit by real seconds, as Crossref and others set it. */
export class RateLimit {
  readonly #seen = new Map<string, { second: number; count: number }>();

  /** @returns real seconds to wait, or 0 where the call may pass. */
  check(service: string, perSecond: number, realNow: number): number {
    const second = Math.floor(realNow / 1000);
    const seen = this.#seen.get(service);
    if (!seen || seen.second !== second) {
      this.#seen.set(service, { second, count: 1 });
      return 0;
    }
    seen.count += 1;
    return seen.count > perSecond ? 1 : 0;
  }
}

export const tooMany = (seconds: number): Answer =>
  json({ error: 'TOO_MANY_REQUESTS', message: 'Rate limit exceeded' }, 429, { 'retry-after': String(seconds) });
export const unavailable = (): Answer => json({ error: 'SERVICE_UNAVAILABLE', message: 'Out of order' }, 503);
