/**
 * The fiscal year a date falls into.
 * @param date `YYYY-MM-DD`
 * @param starts the day it begins, `MM-DD`: `07-01` for most colleges, `01-01` for most hospitals
 */
export function fiscalYear(date: string, starts: string): { startsOn: string; endsOn: string } {
  const year = Number(date.slice(0, 4)) - (date.slice(5) < starts ? 1 : 0);
  const next = Date.parse(`${year + 1}-${starts}T00:00:00Z`);
  return { startsOn: `${year}-${starts}`, endsOn: new Date(next - 86_400_000).toISOString().slice(0, 10) };
}
