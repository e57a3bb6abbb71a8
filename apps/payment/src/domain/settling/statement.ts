import { add, money, type Money } from '#lib/kernel';
import type { EntryKind } from '../ledger/entry.ts';
import type { Month } from './month.ts';

/** One line of what the consortium settles for a library, as the ledger has it. */
export interface StatementLine {
  readonly entry: string;
  readonly at: string;
  readonly kind: EntryKind;
  /** Of a reversal, the kind of what it takes back. */
  readonly reverses?: EntryKind;
  readonly counterparty: string;
  readonly description: string;
  readonly requestId?: string;
  /** What the library owes by it (positive) or gets (negative). */
  readonly owes: Money;
  /** The month it is about, where that was closed when it was posted. */
  readonly restates?: Month;
}

export const SECTIONS = ['borrowing', 'lending', 'fees', 'corrections', 'payments'] as const;
export type Section = (typeof SECTIONS)[number];

/** What a library owes or gets for a month, in one currency; each figure is the sum of the lines that follow it. */
export interface Statement {
  readonly currency: string;
  /** Owed (positive) before the month. */
  readonly before: Money;
  readonly sums: Readonly<Record<Section, Money>>;
  /** All of the month. */
  readonly month: Money;
  /** Owed at its end: before + month. */
  readonly after: Money;
  readonly lines: readonly (StatementLine & { readonly section: Section })[];
}

const SECTION_OF: Readonly<Partial<Record<EntryKind, Section>>> = {
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

/** Under which heading a line stands: what restates a closed month is apart, so that nobody takes it for the month's own. */
export function sectionOf({ kind, reverses, restates }: Pick<StatementLine, 'kind' | 'reverses' | 'restates'>): Section {
  if (restates) return 'corrections';
  return SECTION_OF[kind === 'reversal' && reverses ? reverses : kind] ?? 'corrections';
}

/**
 * The statement of a month from its lines.
 * @param before what was owed at the end of the month before
 * @throws RangeError when currencies mix
 */
export function statementOf(before: Money, lines: readonly StatementLine[]): Statement {
  const { currency } = before;
  const sums = Object.fromEntries(SECTIONS.map((section) => [section, money(0, currency)])) as Record<Section, Money>;
  let month = money(0, currency);
  const told = lines.map((line) => {
    const section = sectionOf(line);
    sums[section] = add(sums[section], line.owes);
    month = add(month, line.owes);
    return { ...line, section };
  });
  return { currency, before, sums, month, after: add(before, month), lines: told };
}
