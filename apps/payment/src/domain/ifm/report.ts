import { err, formatMoney, money, ok, reject, type Money, type Rejection, type Result } from '#lib/kernel';
import { amountIn, dayIn, numberIn, symbolIn } from '../matching/cells.ts';
import { columnsIn, plain, type Row } from '../matching/columns.ts';

/** Whose report it is: what the library borrowed, or what it lent. OCLC makes one of each. */
export type Side = 'borrower' | 'lender';

/** A transaction as OCLC's report says it. */
export interface ReportLine {
  /** Its line in the file, from 1. */
  readonly line: number;
  /** `fee`: OCLC's own transaction charge. */
  readonly kind: 'charge' | 'fee';
  /** OCLC's number of the request, bare. */
  readonly number?: string;
  /** The other library. */
  readonly symbol?: string;
  /** ISO 8601. */
  readonly day?: string;
  /** Below zero: given back. */
  readonly amount: Money;
}
export interface IfmReport {
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

type Column = 'number' | 'symbol' | 'day' | 'amount' | 'currency' | 'what';
const LENDERS = ['lender', 'lender symbol', 'lending library', 'supplier', 'supplier symbol', 'responding library'];
const BORROWERS = ['borrower', 'borrower symbol', 'borrowing library', 'requester', 'requester symbol', 'requesting library'];

/** How the columns may be called, in small letters and without signs. OCLC has changed the layout before, so order and further columns are free. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  number: [
    'ill request number',
    'request number',
    'request id',
    'ill number',
    'ill request id',
    'ill no',
    'request no',
    'request',
  ],
  symbol: ['symbol', 'institution symbol', 'oclc symbol', 'institution', ...LENDERS, ...BORROWERS],
  day: ['date', 'transaction date', 'date shipped', 'shipped date', 'ship date', 'shipped', 'ifm date', 'date of charge'],
  amount: [
    'amount',
    'ifm charge',
    'ifm credit',
    'ifm debit',
    'ifm amount',
    'charge',
    'charges',
    'ill fee',
    'fee',
    'cost',
    'ifm cost',
    'debit',
    'credit',
  ],
  currency: ['currency', 'currency code'],
  what: ['type', 'transaction type', 'description', 'line item', 'charge type'],
};

/** Where each column stands; undefined where the row names none, or stands above nothing that could be a transaction. */
function headerIn(row: Row): Readonly<Partial<Record<Column, number>>> | undefined {
  const found = columnsIn(NAMES, row);
  return found.amount !== undefined && (found.number !== undefined || found.symbol !== undefined) ? found : undefined;
}

const wrong = (text: string, remedy: string, line?: number, column?: string) =>
  err(
    reject('wrong-report', line ? `Line ${line}${column ? `, column ${column}` : ''}: ${text}` : text, {
      ...(line ? { field: `line ${line}` } : {}),
      remedy,
    }),
  );

/** What the file does not say and a person has to: the rejection names it as its field. */
const asks = (what: keyof Told, text: string, remedy: string) => err(reject('wrong-report', text, { field: what, remedy }));

function sideOf(preamble: string, headers: readonly string[], told: Side | undefined): Result<Side, Rejection> {
  const said = /lender report/i.test(preamble)
    ? 'lender'
    : /borrower report/i.test(preamble)
      ? 'borrower'
      : headers.some((name) => LENDERS.includes(name))
        ? 'borrower'
        : headers.some((name) => BORROWERS.includes(name))
          ? 'lender'
          : undefined;
  if (told && said && told !== said)
    return wrong(`By its text this is the ${said}’s report; it was brought as the ${told}’s.`, `Bring it as the ${said}’s.`);
  const side = told ?? said;
  return side
    ? ok(side)
    : asks(
        'side',
        'Nothing says whether it is the borrower’s or the lender’s report.',
        'Say which: side=borrower or side=lender.',
      );
}

/**
 * Reads the rows of OCLC's IFM report: the transactions, wherever they begin, under whatever order of columns. Summaries by institution and
 * lines of totals are left out; a grand total has to be what the lines add up to, or something is missing from the file.
 * Source: help.oclc.org, OCLC Usage Statistics, "ILL Fee Management (IFM) Reports": a summary by institution, then each institution's transactions;
 * borrower and lender apart, a report for each currency. The page names no columns, so they are known by usual names.
 * @param told what the person says of it where the file does not
 * @returns or a rejection that names line and column and what to do
 */
export function ifmReportOf(rows: readonly Row[], told: Told = {}): Result<IfmReport, Rejection> {
  const lines: ReportLine[] = [];
  const preamble: string[] = [];
  const headers: string[] = [];
  let header: Readonly<Partial<Record<Column, number>>> | undefined;
  let skipping = false;
  let currency = told.currency;
  let grand: { line: number; amount: Money } | undefined;
  for (const row of rows) {
    const cells = row.cells.map((cell) => cell.trim());
    if (!cells.some(Boolean)) continue;
    const next = headerIn(row);
    if (next) {
      // a table without requests is a summary
      skipping = next.number === undefined;
      if (!skipping) {
        header = next;
        headers.push(...cells.map(plain));
      }
      continue;
    }
    if (!header || skipping) {
      if (!header) preamble.push(cells.join(' '));
      continue;
    }
    const at = (column: Column): string => cells[header![column] ?? -1] ?? '';
    const named = at('currency').toUpperCase();
    if (named && currency && named !== currency)
      return wrong(`${named} after ${currency}.`, 'Nothing is converted: bring a file for each currency.', row.line, 'currency');
    currency ??= named || undefined;
    const total = cells.find((cell) => /\btotals?\b/i.test(cell));
    const amount = amountIn(at('amount'), currency ?? 'USD');
    if (total !== undefined) {
      if (/grand total/i.test(total) && amount) grand = { line: row.line, amount };
      continue;
    }
    const number = /\d/.test(at('number')) ? numberIn(at('number')) : '';
    const isFee = [at('what'), at('number'), at('symbol')].some((text) => /transaction (charge|fee)/i.test(text));
    if (!number && !isFee) {
      // the name of an institution above its transactions
      if (!at('amount')) continue;
      return wrong(
        'It has an amount and no request number.',
        'Export the report with all requests shown.',
        row.line,
        'request number',
      );
    }
    if (!amount)
      return wrong(
        `"${at('amount')}" is no amount in ${currency ?? 'USD'}.`,
        'Amounts look like 40.00 or $1,234.50; of another currency say so (currency=EUR).',
        row.line,
        'amount',
      );
    if (amount.minor === 0) continue;
    const day = at('day') ? dayIn(at('day')) : undefined;
    if (at('day') && !day)
      return wrong(`"${at('day')}" is no day.`, 'Days look like 2025-10-06 or 10/06/2025.', row.line, 'date');
    const symbol = isFee ? '' : symbolIn(at('symbol'));
    lines.push({
      line: row.line,
      kind: isFee ? 'fee' : 'charge',
      amount,
      ...(number && { number }),
      ...(symbol && { symbol }),
      ...(day && { day }),
    });
  }
  if (!header)
    return wrong(
      'There is no line that names the columns.',
      'It needs a request number, the other library’s symbol, a date and an amount: export the report with all requests shown, as CSV or tab-delimited text.',
    );
  if (!lines.length)
    return wrong('It has no transactions.', 'A month without any has no report at OCLC: there is nothing to bring.');
  const said = preamble.join('\n');
  if (/local currency/i.test(said) && !currency)
    return asks('currency', 'It is in a local currency and does not say in which.', 'Say which: currency=CAD, for instance.');
  const sum = lines.reduce((minor, { amount }) => minor + amount.minor, 0);
  const whole = money(sum, currency ?? 'USD');
  if (grand && grand.amount.minor !== sum)
    return wrong(
      `The grand total is ${formatMoney(grand.amount)}, the lines above add up to ${formatMoney(whole)}.`,
      'Part of the report is missing: export it again.',
      grand.line,
      'amount',
    );
  const side = sideOf(said, headers, told.side);
  if (!side.ok) return side;
  const month =
    told.month ??
    lines
      .map(({ day }) => day ?? '')
      .toSorted()
      .at(-1)!
      .slice(0, 7);
  if (!month) return asks('month', 'No line has a date.', 'Say which month it is about: month=2025-10.');
  const late = lines.find(({ day }) => day && day.slice(0, 7) > month);
  if (late)
    return asks(
      'month',
      `Line ${late.line}, column date: ${late.day} is after ${month}.`,
      'Say which month the report is about.',
    );
  return ok({ side: side.value, month, currency: whole.currency, lines });
}
