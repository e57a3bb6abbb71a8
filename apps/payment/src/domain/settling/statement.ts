import { add, money, type Money } from '#lib/kernel';
import type { EntryKind } from '../ledger/entry.ts';
import type { Month } from './month.ts';

export const SECTIONS = ['borrowing', 'lending', 'fees', 'corrections', 'payments'] as const;
export type Section = (typeof SECTIONS)[number];

/**
 * Under which heading a line stands by its kind, of a reversal by the kind of what it takes back; all others are corrections. What restates a
 * closed month is one as well, so that nobody takes it for the month's own.
 */
export const SECTION_OF: Readonly<Partial<Record<EntryKind, Section>>> = {
  'consortium-charge': 'borrowing',
  'lending-credit': 'lending',
  fee: 'fees',
  postage: 'fees',
  royalty: 'fees',
  replacement: 'fees',
  'fee-credit': 'fees',
  netting: 'payments',
  transfer: 'payments',
};

/** One line of what the consortium settles for a library, as the ledger has it. */
export interface StatementLine {
  readonly entry: string;
  readonly at: string;
  readonly section: Section;
  readonly counterparty: string;
  readonly description: string;
  readonly requestId?: string;
  /** What the library owes by it (positive) or gets (negative). */
  readonly owes: Money;
  /** The month it is about, where that was closed when it was posted. */
  readonly restates?: Month;
}

/** The lines under one heading, added up. */
export interface SectionSum {
  readonly section: Section;
  /** Owed (positive), in minor units. */
  readonly minor: number;
  readonly lines: number;
}

/** What a library owes or gets for a month, in one currency; its lines are read apart, as there may be very many. */
export interface Statement {
  readonly currency: string;
  /** Owed (positive) before the month. */
  readonly before: Money;
  readonly sums: Readonly<Record<Section, Money>>;
  /** How many lines each figure is the sum of. */
  readonly counts: Readonly<Record<Section, number>>;
  /** All of the month. */
  readonly month: Money;
  /** Owed at its end: before + month. */
  readonly after: Money;
}

/**
 * A month's figures from what stands under each heading.
 * @param before what was owed at the end of the month before
 */
export function statementOf(before: Money, found: readonly SectionSum[]): Statement {
  const { currency } = before;
  const under = (section: Section): SectionSum | undefined => found.find((one) => one.section === section);
  const sums = Object.fromEntries(SECTIONS.map((section) => [section, money(under(section)?.minor ?? 0, currency)]));
  const counts = Object.fromEntries(SECTIONS.map((section) => [section, under(section)?.lines ?? 0]));
  const month = Object.values(sums).reduce(add, money(0, currency));
  return {
    currency,
    before,
    sums: sums as Record<Section, Money>,
    counts: counts as Record<Section, number>,
    month,
    after: add(before, month),
  };
}

/** How many lines there are in all. */
export const linesIn = ({ counts }: Statement): number => SECTIONS.reduce((sum, section) => sum + counts[section], 0);
