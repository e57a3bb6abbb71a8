import { money, type Money } from '#lib/kernel';
import type { Side } from './report.ts';

/** What a settler's month is made of: debits for what was borrowed, credits for what was lent, its own fees. */
export const PARTS = ['borrowing', 'lending', 'fees'] as const;
export type Part = (typeof PARTS)[number];

/** What one part of a month comes to, in minor units and in transactions. */
export interface PartSum {
  readonly month: string;
  readonly part: Part;
  readonly minor: number;
  readonly count: number;
}
/** What a part was expected to be, and what the month's report says; the report says nothing where none was brought. */
export interface MonthPart {
  readonly part: Part;
  readonly expected: Money;
  readonly expectedCount: number;
  readonly reported?: Money;
  readonly reportedCount?: number;
}
export interface SettlerMonth {
  readonly month: string;
  readonly brought: readonly Side[];
  readonly parts: readonly MonthPart[];
  /** Debits and fees less credits: above zero it is an invoice, below zero a credit memo. */
  readonly expected: Money;
  readonly reported?: Money;
}

/** Whose report names it. Fees stand in either. */
const NAMED_IN: Readonly<Record<Part, readonly Side[]>> = {
  borrowing: ['borrower'],
  lending: ['lender'],
  fees: ['borrower', 'lender'],
};

/** What a month comes to as the settler bills it. */
export const net = (parts: readonly { readonly part: Part; readonly minor: number }[]): number =>
  parts.reduce((sum, { part, minor }) => sum + (part === 'lending' ? -minor : minor), 0);

/**
 * The months of a settler, the latest first: what was expected of each next to what its reports say.
 * @param brought which reports there are
 */
export function settlerMonths(
  currency: string,
  expected: readonly PartSum[],
  reported: readonly PartSum[],
  brought: readonly { readonly month: string; readonly side: Side }[],
): readonly SettlerMonth[] {
  const months = new Set([...expected, ...reported, ...brought].map(({ month }) => month));
  return [...months]
    .toSorted()
    .toReversed()
    .map((month) => {
      const sides = [...new Set(brought.filter((one) => one.month === month).map(({ side }) => side))].toSorted();
      const of = (sums: readonly PartSum[], part: Part) =>
        sums.find((one) => one.month === month && one.part === part) ?? { part, minor: 0, count: 0 };
      const told = PARTS.filter((part) => NAMED_IN[part].some((side) => sides.includes(side)));
      return {
        month,
        brought: sides,
        parts: PARTS.map((part) => {
          const [due, said] = [of(expected, part), of(reported, part)];
          return {
            part,
            expected: money(due.minor, currency),
            expectedCount: due.count,
            ...(told.includes(part) && { reported: money(said.minor, currency), reportedCount: said.count }),
          };
        }),
        expected: money(net(PARTS.map((part) => of(expected, part))), currency),
        ...(told.length && { reported: money(net(told.map((part) => of(reported, part))), currency) }),
      };
    });
}

/** Why what was expected of a charge is not what the month's report says of it. */
export const GAPS = [
  'missing', // not in the month's report
  'amount', // another amount
  'other-month', // expected in another month
  'never-expected', // of nothing that was expected
] as const;
export type Gap = (typeof GAPS)[number];

/** What was expected of a charge in a month and what its report says of it; of a line that is about no charge, only what it says. Minor units. */
export interface Held {
  readonly part: Part;
  readonly charge: string | undefined;
  readonly expected: number | undefined;
  readonly reported: number | undefined;
}
/** Where the two differ; undefined where they do not. What differs of a month is the sum of these. */
export function gapOf({ charge, expected = 0, reported }: Held): Gap | undefined {
  if (expected === (reported ?? 0)) return undefined;
  if (charge === undefined) return 'never-expected';
  if (reported === undefined) return 'missing';
  return expected === 0 ? 'other-month' : 'amount';
}
