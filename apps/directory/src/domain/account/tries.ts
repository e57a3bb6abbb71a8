/** How often signing in may fail, by what: each is counted for itself. */
export const LIMITS = {
  /** This account from this address: a person who mistypes. */
  pair: 10,
  /** This account from anywhere: many machines at one account. */
  account: 50,
  /** This address at any account: one machine at many accounts. A library's reading room shares one. */
  address: 100,
} as const;
export type Limit = keyof typeof LIMITS;

/** After this many milliseconds without a count, counting begins anew. */
export const WINDOW = 15 * 60_000;

export interface Counted {
  readonly limit: Limit;
  /** This try included. */
  readonly tries: number;
  /** When counting began, in milliseconds since 1970. */
  readonly since: number;
}

/** In how many minutes another try is allowed; undefined where this one is. Real time, not the simulated. */
export function waitMinutes(counted: readonly Counted[], now: number): number | undefined {
  const over = counted.filter(({ limit, tries }) => tries > LIMITS[limit]);
  if (!over.length) return undefined;
  const until = Math.max(...over.map(({ since }) => since + WINDOW));
  return Math.max(1, Math.ceil((until - now) / 60_000));
}
