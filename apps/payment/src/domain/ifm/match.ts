import { formatMoney } from '#lib/kernel';
import { LINE_VERDICTS, matchLikely, matchNamed, type Awaited, type Left } from '../matching/match-line.ts';
import type { ReportLine, Side } from './report.ts';

/** What the ledger expects through IFM for one charge: what the lender asks, and OCLC's own fee. */
export interface Expected extends Awaited {
  readonly feeOpen: number;
  readonly feeShown: number;
}

export const VERDICTS = [
  ...LINE_VERDICTS,
  'credit', // of what was lent: taken as OCLC says it
  'known', // it stood in an earlier report of the same month
] as const;
export type Verdict = (typeof VERDICTS)[number];

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
  const charges = expected.map((one): Left => ({ ...one }));
  // OCLC's fee of each, as a charge of its own
  const fees = expected.map((one): Left => ({ ...one, open: one.feeOpen, shown: one.feeShown }));
  return lines.map((line): Matched => {
    const seen = before.indexOf(lineKey(line));
    if (seen >= 0) {
      before.splice(seen, 1);
      return { line, verdict: 'known' };
    }
    // what is lent through OCLC is not told to the ledger: its report is the first to say so
    if (side === 'lender') return { line, verdict: 'credit' };
    const left = line.kind === 'fee' ? fees : charges;
    const named = line.number === undefined ? undefined : left.find(({ number }) => number === line.number);
    const asked = { ...line, payee: line.symbol };
    return {
      line,
      ...(named ? matchNamed(asked, named, 'OCLC') : matchLikely(asked, line.kind === 'fee' ? [] : left, textOf(line))),
    };
  });
}

/** A line that no number leads from: what it is, as a sentence begins. */
function textOf({ symbol, kind, amount }: ReportLine): string {
  const [whose, what] = [symbol ? ` by ${symbol}` : '', kind === 'fee' ? 'OCLC’s own fee of ' : ''];
  return `${what}${formatMoney(amount)}${whose}`;
}
