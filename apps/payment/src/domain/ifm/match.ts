import { DAY, formatMoney, money } from '#lib/kernel';
import type { ReportLine, Side } from './report.ts';

/** What the ledger expects through IFM for one charge, in minor units of the report's currency. */
export interface Expected {
  readonly charge: string;
  readonly requestId: string;
  readonly payee: string;
  /** OCLC's number of the request, bare, where it is known. */
  readonly number?: string | undefined;
  /** When it was charged, ISO 8601. */
  readonly day: string;
  /** Not in a report yet; below zero: a refund is expected. */
  readonly open: number;
  /** So much of it reports have shown. */
  readonly shown: number;
  readonly feeOpen: number;
  readonly feeShown: number;
  /** Whether it was taken back. */
  readonly reversed: boolean;
}

export const VERDICTS = [
  'confirmed', // as expected
  'refund', // given back, as expected
  'credit', // of what was lent: taken as OCLC says it
  'known', // it stood in an earlier report of the same month
  'likely', // no number says so, but library, amount and time fit
  'amount-differs',
  'charged-twice',
  'after-reversal', // charged although it had been taken back
  'never-expected',
] as const;
export type Verdict = (typeof VERDICTS)[number];
/** What waits for a person. */
export const DIFFERENCES: readonly Verdict[] = ['likely', 'amount-differs', 'charged-twice', 'after-reversal', 'never-expected'];

export interface Matched {
  readonly line: ReportLine;
  readonly verdict: Verdict;
  readonly charge?: string;
  readonly requestId?: string;
  /** In a sentence, where it differs: what does, and what was expected. */
  readonly why?: string;
}

/** By what a line is known again in another export of the same month. */
export const lineKey = ({ kind, number, symbol, day, amount }: ReportLine): string =>
  [kind, number || `${symbol ?? ''} ${day ?? ''}`, amount.minor].join('|');

/** A lender's line may be dated so many days apart from what was heard of the shipping. */
const APART = 31 * DAY;

/**
 * Holds a report against what is expected, line after line; each expected charge is met once.
 * @param earlier the keys of the lines of earlier reports of the same side, month and currency
 */
export function matchReport(
  lines: readonly ReportLine[],
  side: Side,
  expected: readonly Expected[],
  earlier: readonly string[] = [],
): readonly Matched[] {
  const before = [...earlier];
  const left = expected.map((one) => ({ ...one }));
  return lines.map((line): Matched => {
    const seen = before.indexOf(lineKey(line));
    if (seen >= 0) {
      before.splice(seen, 1);
      return { line, verdict: 'known' };
    }
    // what is lent through OCLC is not told to the ledger: its report is the first to say so
    if (side === 'lender') return { line, verdict: 'credit' };
    const named = line.number === undefined ? undefined : left.find(({ number }) => number === line.number);
    return named ? byNumber(line, named) : likely(line, left);
  });
}

type Left = { -readonly [K in keyof Expected]: Expected[K] };

function byNumber(line: ReportLine, one: Left): Matched {
  const found = { line, charge: one.charge, requestId: one.requestId };
  const { minor, currency } = line.amount;
  const isFee = line.kind === 'fee';
  const [open, shown] = isFee ? [one.feeOpen, one.feeShown] : [one.open, one.shown];
  const take = (): void => {
    if (isFee) {
      one.feeOpen = open - minor;
      one.feeShown = shown + minor;
    } else {
      one.open = open - minor;
      one.shown = shown + minor;
    }
  };
  if (open !== 0 && minor === open) {
    take();
    return { ...found, verdict: minor < 0 ? 'refund' : 'confirmed' };
  }
  const charged = formatMoney(line.amount);
  if (one.reversed && minor > 0 && shown === 0)
    return { ...found, verdict: 'after-reversal', why: `OCLC charges ${charged} for what had been taken back.` };
  if (open === 0 && shown !== 0 && minor > 0)
    return {
      ...found,
      verdict: 'charged-twice',
      why: `OCLC charges ${charged} once more: ${formatMoney(money(shown, currency))} stood in a report before.`,
    };
  const why = `OCLC says ${charged}; ${open === 0 ? 'nothing' : formatMoney(money(open, currency))} was expected.`;
  // the line is what OCLC charged for it: no second one may pass for it
  take();
  return { ...found, verdict: 'amount-differs', why };
}

function likely(line: ReportLine, left: Left[]): Matched {
  const apart = (day: string): number => (line.day ? Math.abs(Date.parse(line.day) - Date.parse(day.slice(0, 10))) : 0);
  const fitting = left
    .filter(
      (one) =>
        line.kind === 'charge' &&
        one.payee.toUpperCase() === line.symbol &&
        one.open !== 0 &&
        one.open === line.amount.minor &&
        // two numbers that differ are two requests
        (one.number === undefined || line.number === undefined) &&
        apart(one.day) <= APART,
    )
    .toSorted((a, b) => apart(a.day) - apart(b.day));
  const [best] = fitting;
  const charged = formatMoney(line.amount);
  const [whose, what] = [line.symbol ? ` by ${line.symbol}` : '', line.kind === 'fee' ? 'OCLC’s own fee of ' : ''];
  if (!best) return { line, verdict: 'never-expected', why: `${what}${charged}${whose}: nothing like it was expected.` };
  best.shown += line.amount.minor;
  best.open = 0;
  const others = fitting.length - 1;
  const also = others ? ` ${others} more would fit as well.` : '';
  const why = `${charged}${whose} is what was expected, but no number says it is this request.${also}`;
  return { line, verdict: 'likely', charge: best.charge, requestId: best.requestId, why };
}
