/**
 * A moving wall as KBART writes it (NISO RP-9-2014 §6.6.13): `P1Y` everything up to a year ago, `R10Y` the last ten years only, several
 * joined by `;`. Whole years and months may begin at the calendar's (`P1Y` from 1 January), which lists do not tell: days are taken.
 */
export interface Embargo {
  readonly kind: 'P' | 'R';
  readonly count: number;
  readonly unit: 'D' | 'M' | 'Y';
}

/** Undefined where the text is no embargo. */
export function parseEmbargo(text: string): readonly Embargo[] | undefined {
  const parts = text
    .trim()
    .toUpperCase()
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
  const walls = parts.map((part) => /^([PR])(\d{1,4})([DMY])$/.exec(part));
  if (walls.some((wall) => !wall)) return undefined;
  return walls.map((wall) => ({ kind: wall![1] as 'P' | 'R', count: Number(wall![2]), unit: wall![3] as 'D' | 'M' | 'Y' }));
}

/** The day a wall stands at, `YYYY-MM-DD`. */
export function wallAt({ count, unit }: Embargo, today: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  if (unit === 'D') date.setUTCDate(date.getUTCDate() - count);
  else {
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() - count * (unit === 'Y' ? 12 : 1));
    // the 31st of a month that has none is its last day
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
  }
  return date.toISOString().slice(0, 10);
}

const UNITS = { D: 'day', M: 'month', Y: 'year' } as const;
export const inWords = ({ kind, count, unit }: Embargo): string => {
  const span = `${count} ${UNITS[unit]}${count === 1 ? '' : 's'}`;
  return kind === 'P' ? `to ${span} ago` : `the last ${span} only`;
};
