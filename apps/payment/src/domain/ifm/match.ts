import { formatMoney } from '#lib/kernel';
import { LINE_VERDICTS, matchLikely, matchNamed, type Awaited, type Left } from '../matching/match-line.ts';
import type { Report, ReportLine } from './report.ts';
import type { Settler } from './settler.ts';

/** What the ledger expects of a settler for one charge: what the lender asks, and the settler's own fee. */
export interface Expected extends Awaited {
  readonly feeOpen: number;
  readonly feeShown: number;
}

export const VERDICTS = [
  ...LINE_VERDICTS,
  'credit', // of what was lent and nobody expected: taken as it is said
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
 * Of the lender's report what is expected is to come: its amounts are above zero as well.
 * @param earlier the keys of the lines of earlier reports of the same side, month and currency
 */
export function matchReport(
  { by, side, lines }: Pick<Report, 'by' | 'side' | 'lines'>,
  expected: readonly Expected[],
  earlier: readonly string[] = [],
): readonly Matched[] {
  const before = [...earlier];
  const charges = expected.map((one): Left => ({ ...one }));
  // the settler's fee of each, as a charge of its own
  const fees = expected.map((one): Left => ({ ...one, open: one.feeOpen, shown: one.feeShown }));
  return lines.map((line): Matched => {
    const seen = before.indexOf(lineKey(line));
    if (seen >= 0) {
      before.splice(seen, 1);
      return { line, verdict: 'known' };
    }
    const left = line.kind === 'fee' ? fees : charges;
    const named = line.number === undefined ? undefined : left.find(({ number }) => number === line.number);
    const asked = { ...line, payee: line.symbol };
    if (named) return { line, ...matchNamed(asked, named, by) };
    const found = matchLikely(asked, line.kind === 'fee' ? [] : left, textOf(by, line));
    // who lends by hand as well expects less than is credited: that is nobody's work
    if (side === 'lender' && line.kind === 'charge' && found.verdict === 'never-expected') return { line, verdict: 'credit' };
    return { line, ...found };
  });
}

/** A line that no number leads from: what it is, as a sentence begins. */
function textOf(by: Settler, { symbol, kind, amount }: ReportLine): string {
  const [whose, what] = [symbol ? ` by ${symbol}` : '', kind === 'fee' ? `${by}’s own fee of ` : ''];
  return `${what}${formatMoney(amount)}${whose}`;
}
