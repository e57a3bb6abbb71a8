import { err, formatMoney, money, ok, reject, type Money, type Rejection, type Result } from '#lib/kernel';
import { chart, type Account } from '../ledger/accounts.ts';
import { entry, type Entry } from '../ledger/entry.ts';
import { amountIn, numberIn } from '../matching/cells.ts';
import { clearing } from '../matching/clearing.ts';
import { columnsIn, type Row } from '../matching/columns.ts';
import { matchLikely, matchNamed, type Awaited, type Left, type Verdict } from '../matching/match-line.ts';

/** A line of an invoice that came. */
export interface IncomingLine {
  /** From 1; of a file its line there. */
  readonly line: number;
  readonly what?: string | undefined;
  /** Their number of what it is for, or ours. */
  readonly reference?: string | undefined;
  readonly requestId?: string | undefined;
  /** Below zero: given back. */
  readonly minor: number;
}
export interface Incoming {
  readonly payee: string;
  readonly number: string;
  /** The day on it. */
  readonly date: string;
  readonly currency: string;
  readonly lines: readonly IncomingLine[];
  /** What the invoice says it is in all, where it was given. */
  readonly total?: number | undefined;
}

/** By what an invoice is known again, however it is written. */
export const keyOf = ({ payee, number }: Pick<Incoming, 'payee' | 'number'>): string =>
  `${payee.trim().toUpperCase()} ${number.replaceAll(/\s+/g, '').toUpperCase()}`;

/** Something is missing from it where its lines are not what it says they come to. */
export function checkTotal({ lines, total, currency }: Incoming): Result<void, Rejection> {
  const sum = lines.reduce((minor, line) => minor + line.minor, 0);
  if (total === undefined || total === sum) return ok(undefined);
  const [said, added] = [formatMoney(money(total, currency)), formatMoney(money(sum, currency))];
  return err(
    reject('wrong-total', `The invoice says ${said}, its lines add up to ${added}.`, {
      field: 'total',
      remedy: 'Give every line of it; what is for nothing that was borrowed (postage, tax) is a line as well.',
    }),
  );
}

/** Each line, held against what its payee is expected to ask; each expected charge is met once. */
export function matchIncoming({ payee, date, currency, lines }: Incoming, expected: readonly Awaited[]): readonly Verdict[] {
  const left = expected.map((one): Left => ({ ...one, number: one.number?.toUpperCase() }));
  return lines.map((line) => {
    const number = line.reference ? numberIn(line.reference).toUpperCase() || undefined : undefined;
    const asked = { number, payee, day: date, amount: money(line.minor, currency) };
    // several fees may be owed for one request: the one that is asked for as it is, before any other
    const named = left
      .filter((one) => (line.requestId ? one.requestId === line.requestId : number !== undefined && one.number === number))
      .toSorted((a, b) => Number(b.open === line.minor) - Number(a.open === line.minor))[0];
    if (named) return matchNamed(asked, named, payee);
    return matchLikely(asked, left, `${formatMoney(asked.amount)} of ${payee}${line.what ? ` for “${line.what}”` : ''}`);
  });
}

const NAMES = {
  amount: ['amount', 'price', 'charge', 'total', 'fee', 'cost', 'sum'],
  reference: ['reference', 'number', 'request number', 'order number', 'ill number', 'your number', 'our number', 'request'],
  what: ['what', 'description', 'title', 'item', 'text'],
} as const;

/** The lines of an invoice from a table whose headings say which column is which. @returns or a rejection that names line and column */
export function linesFrom(rows: readonly Row[], currency: string): Result<readonly IncomingLine[], Rejection> {
  const wrong = (text: string, remedy: string, line?: number) =>
    err(reject('wrong-invoice', line ? `Line ${line}: ${text}` : text, { ...(line ? { field: `line ${line}` } : {}), remedy }));
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim()));
  const at = filled.findIndex((row) => columnsIn(NAMES, row).amount !== undefined);
  if (at < 0) return wrong('No line names a column “amount”.', 'Name the columns in the first line: reference, what, amount.');
  const headings = filled[at]!;
  const columns = columnsIn(NAMES, headings);
  const lines: IncomingLine[] = [];
  for (const { line, cells } of filled.slice(at + 1)) {
    const cell = (column: keyof typeof NAMES): string => cells[columns[column] ?? -1]?.trim() ?? '';
    // 12,50 without quotation marks would pass for 12
    if (cells.slice(headings.cells.length).some((one) => one.trim()))
      return wrong(
        'It has more cells than there are headings.',
        'Put what has commas in it into quotation marks, or part the cells by semicolons or tabs.',
        line,
      );
    const amount = amountIn(cell('amount'), currency);
    if (!amount)
      return wrong(
        `“${cell('amount')}” is no amount in ${currency}.`,
        'Amounts look like 40.00 or 1.234,50; totals are no lines, give them as `total`.',
        line,
      );
    if (amount.minor === 0) continue;
    const [reference, what] = [cell('reference'), cell('what')];
    lines.push({ line, minor: amount.minor, ...(reference && { reference }), ...(what && { what }) });
  }
  return lines.length ? ok(lines) : wrong('It has no lines below its headings.', 'Give a line for whatever is asked.');
}

export type TakenHow = 'confirm' | 'accept';
export interface ToTake extends Pick<IncomingLine, 'line' | 'requestId'> {
  readonly id: string;
  readonly payee: string;
  readonly number: string;
  readonly amount: Money;
  /** So much of it was expected, in minor units. */
  readonly cleared: number;
  /** So much of that a fund had paid already: it is owed no more. */
  readonly covered: number;
  /** What the difference is. */
  readonly expense: Account;
  readonly person?: string | undefined;
}

/**
 * A line that is taken, in the books; what is contested stands nowhere, and what was expected goes on being expected:
 *
 * | | debit | credit |
 * |---|---|---|
 * | as expected | payable:invoices | payable:PAYEE |
 * | accepted though it differs | payable:invoices what was expected; the rest expense:borrowing (expense:purchases) | payable:PAYEE |
 * | what a fund paid when it was bought | none | none |
 * | what it asks more than the fund paid, accepted | expense:purchases | payable:PAYEE |
 * | the invoice paid | payable:PAYEE | bank |
 *
 * @returns undefined where nothing is left to be owed
 */
export function takenEntry(how: TakenHow, to: ToTake): Entry | undefined {
  const accounts = { expected: chart.invoices, owed: chart.payable(to.payee), expense: to.expense };
  const lines = clearing(accounts, money(to.amount.minor - to.covered, to.amount.currency), to.cleared - to.covered);
  if (!lines.length) return undefined;
  const fund = to.covered ? `, ${formatMoney(money(to.covered, to.amount.currency))} of it paid from a fund before` : '';
  return entry({
    id: to.id,
    purpose: `line:${to.line}`,
    kind: how === 'confirm' ? 'invoice-approved' : 'invoice-difference',
    description: `Invoice ${to.number} of ${to.payee}: ${formatMoney(to.amount)}, ${how === 'confirm' ? 'as expected' : 'accepted though it differs'}${fund}`,
    ...(to.requestId ? { requestId: to.requestId } : {}),
    payee: to.payee,
    settledBy: 'invoice',
    ...(to.person === undefined ? {} : { because: { rules: [], person: to.person } }),
    lines,
  });
}
