import { fold, isBlank, tidy } from '#lib/citation';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const month = (name: string): number => MONTHS.indexOf(fold(name).slice(0, 3)) + 1;
const full = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year));

/** Year, month and day as the text puts them; US order where both would do (`10/9/2025` is 9 October). */
function parts(text: string): [year: number, month: number, day: number] | undefined {
  let match = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d:?\d\d.*)?$/.exec(text);
  if (match) return [Number(match[1]), Number(match[2]), Number(match[3])];
  match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:[ ,]+\d{1,2}:\d\d.*)?$/.exec(text);
  if (match) {
    const [first, second, year] = [Number(match[1]), Number(match[3]), full(match[4]!)];
    // with dots the day comes first (German); with slashes and hyphens the month does, unless it cannot
    return match[2] === '.' || (first > 12 && second <= 12) ? [year, second, first] : [year, first, second];
  }
  const words = text.replace(/^\p{L}+day,?\s+/iu, '').replace(/(\d)(?:st|nd|rd|th)\b/i, '$1');
  match = /^(\d{1,2})[\s.-]+(\p{L}{3,})[\s.,-]+(\d{4})$/u.exec(words);
  if (match) return [Number(match[3]), month(match[2]!), Number(match[1])];
  match = /^(\p{L}{3,})\.?\s+(\d{1,2}),?\s+(\d{4})$/u.exec(words);
  return match ? [Number(match[3]), month(match[1]!), Number(match[2])] : undefined;
}

/** The day a field gives (`2025-10-09`, `10/9/2025`, `9 October 2025`, `09.10.2025`) as `YYYY-MM-DD`; undefined where it is empty. */
export function parseDay(text: string | undefined, field: string): Result<string | undefined, Rejection> {
  if (text === undefined || isBlank(text)) return ok(undefined);
  const source = tidy(text);
  const [year, monthNumber, day] = parts(source) ?? [0, 0, 0];
  const date = new Date(Date.UTC(year, monthNumber - 1, day));
  if (year >= 1900 && year <= 2100 && date.getUTCMonth() === monthNumber - 1 && date.getUTCDate() === day)
    return ok(date.toISOString().slice(0, 10));
  const remedy = /^\d{5}$/.test(source)
    ? 'A spreadsheet wrote its own number for the day: format the column as text or as a date and save again.'
    : 'Give a day that exists as YYYY-MM-DD, e.g. 2025-10-09, or leave it empty.';
  return err(reject('impossible-date', `"${source.slice(0, 40)}" is no day of the calendar.`, { field, remedy }));
}
