/** A moment as the library's wall clock, in seconds: Excel knows no time zones. */
export const local = (column: string): string =>
  `extract(epoch from (${column} at time zone $3))::float8 as ${column.replace(/^.*\./, '')}`;

/** Whether a moment lies in the period, its days being those of the library's own time zone. */
export const within = (column: string): string =>
  `${column} >= ($1::date::timestamp at time zone $3) and ${column} < (($2::date + 1)::timestamp at time zone $3)`;

/** Seconds of the library's wall clock as a date cell. */
export const wallClock = (seconds: number | null): Date | null =>
  seconds === null ? null : new Date(Math.round(seconds) * 1000);

/** Days from one to the other, or nothing while either has not come. */
export const days = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : (to - from) / 86_400;

/** PostgreSQL sends bigint as text. */
export const amount = (minor: string | null, currency: string | null): { minor: number; currency: string } | null =>
  minor === null || currency === null ? null : { minor: Number(minor), currency };

/** Joins to a decision `d` the one that came after it for the same request, as `o`. */
export const NEXT_DECISION = 'left join decision_row o on o.request_id = d.request_id and o.attempt = d.attempt + 1';
/** Staff decided otherwise; where the rule had left it to them, that is no contradiction. */
export const OVERRIDDEN = `o.override_reason is not null and d.route <> 'staff'`;
