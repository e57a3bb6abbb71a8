import { err, formatMoney, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Row } from '../matching/columns.ts';
import { FORMATS, type Format } from './formats.ts';
import { readLines, wrong, type Read } from './read-lines.ts';
import type { ReportLine, Side } from './report-line.ts';
import type { Settler } from './settler.ts';

export type { ReportLine, Side };
export interface Report {
  readonly by: Settler;
  readonly side: Side;
  /** `2025-10`. */
  readonly month: string;
  readonly currency: string;
  readonly lines: readonly ReportLine[];
}

/** What the person who brings it says of it, where the file does not. */
export interface Told {
  readonly side?: Side | undefined;
  readonly month?: string | undefined;
  readonly currency?: string | undefined;
}

/** What the file does not say and a person has to: the rejection names it as its field. */
const asks = (what: keyof Told, text: string, remedy: string) => err(reject('wrong-report', text, { field: what, remedy }));

function sideSaid({ titles, lenders, borrowers }: Format, { preamble, headers }: Read): Side | undefined {
  if (titles.lender.test(preamble)) return 'lender';
  if (titles.borrower.test(preamble)) return 'borrower';
  if (headers.some((name) => lenders.includes(name))) return 'borrower';
  return headers.some((name) => borrowers.includes(name)) ? 'lender' : undefined;
}

function sideOf(format: Format, read: Read, told: Side | undefined): Result<Side, Rejection> {
  const said = sideSaid(format, read);
  if (told && said && told !== said)
    return wrong(`By its text this is the ${said}’s report; it was brought as the ${told}’s.`, `Bring it as the ${said}’s.`);
  const side = told ?? said;
  if (side) return ok(side);
  const text = 'Nothing says whether it is the borrower’s or the lender’s report.';
  return asks('side', text, 'Say which: side=borrower or side=lender.');
}

function monthOf({ lines }: Read, told: string | undefined): Result<string, Rejection> {
  const month =
    told ??
    lines
      .map(({ day }) => day ?? '')
      .toSorted()
      .at(-1)!
      .slice(0, 7);
  if (!month) return asks('month', 'No line has a date.', 'Say which month it is about: month=2025-10.');
  const late = lines.find(({ day }) => day && day.slice(0, 7) > month);
  if (!late) return ok(month);
  return asks('month', `Line ${late.line}, column date: ${late.day} is after ${month}.`, 'Say which month the report is about.');
}

/** A grand total has to be what the lines add up to, or something is missing from the file; undefined where nothing is. */
function gap({ lines, currency = 'USD', grand }: Read, { remedy }: Format): Result<never, Rejection> | undefined {
  const whole = money(
    lines.reduce((minor, { amount }) => minor + amount.minor, 0),
    currency,
  );
  if (!grand || grand.amount.minor === whole.minor) return undefined;
  return wrong(
    `The grand total is ${formatMoney(grand.amount)}, the lines above add up to ${formatMoney(whole)}.`,
    `Part of the report is missing: ${remedy}.`,
    grand.line,
    'amount',
  );
}

/**
 * Reads the rows of a settler's report of a month: OCLC's on IFM, or that of EFTS.
 * @param told what the person says of it where the file does not
 * @returns or a rejection that names line and column and what to do
 */
export function reportOf(by: Settler, rows: readonly Row[], told: Told = {}): Result<Report, Rejection> {
  const format = FORMATS[by];
  const found = readLines(format, rows, told.currency);
  if (!found.ok) return found;
  const read = found.value;
  if (!read.headers.length)
    return wrong(
      'There is no line that names the columns.',
      `It needs a request number, the other library’s symbol, a date and an amount: ${format.remedy}.`,
    );
  if (!read.lines.length)
    return wrong('It has no transactions.', `A month without any has no report at ${by}: there is nothing to bring.`);
  if (/local currency/i.test(read.preamble) && !read.currency)
    return asks('currency', 'It is in a local currency and does not say in which.', 'Say which: currency=CAD, for instance.');
  const missing = gap(read, format);
  if (missing) return missing;
  const side = sideOf(format, read, told.side);
  if (!side.ok) return side;
  const month = monthOf(read, told.month);
  if (!month.ok) return month;
  return ok({ by, side: side.value, month: month.value, currency: read.currency ?? 'USD', lines: read.lines });
}
