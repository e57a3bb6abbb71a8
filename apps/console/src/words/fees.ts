import type { TFunction } from 'i18next';
import type { Money, OwnWishes, PatronFeeStanding } from '../api/shapes.ts';
import type { TimelineEntry } from './timeline.ts';

type Fees = NonNullable<OwnWishes['fees']>;

/** What a library charges its patrons, as sentences. @param money writes minor units of the library's currency */
export function feeSentences(t: TFunction, { loan, copy, abroad, bears, cap }: Fees, money: (minor: number) => string): string {
  const said = [
    ...(loan || copy ? [t('fees.flat', { loan: money(loan ?? 0), copy: money(copy ?? 0) })] : []),
    ...(abroad === undefined ? [] : [t('fees.abroad', { amount: money(abroad) })]),
    ...(bears === undefined ? [] : [bears ? t('fees.above', { amount: money(bears) }) : t('fees.all')]),
    ...(cap === undefined ? [] : [t('fees.cap', { amount: money(cap) })]),
  ];
  return said.join(' ');
}

/** How a fee stands, in one sentence: what it is, and what of it is still to be paid, waived or given back. */
export function feeStanding(t: TFunction, { amount, waived, open }: PatronFeeStanding, money: (amount: Money) => string): string {
  const stands =
    open.minor > 0
      ? t('fees.open', { amount: money(open) })
      : open.minor < 0
        ? t('fees.toRefund', { amount: money({ ...open, minor: -open.minor }) })
        : amount.minor > waived.minor
          ? t('fees.paid')
          : t('fees.nothing');
  return [money(amount), stands, waived.minor ? t('fees.waived', { amount: money(waived) }) : ''].filter(Boolean).join(' · ');
}

interface AskedFee {
  readonly route?: string;
  readonly question?: string;
  readonly cost?: Money;
}

/**
 * Why the patron is asked about a fee, in words to them: sourcing's own sentence speaks of them to the desk. Undefined for whatever else
 * happened.
 */
export function feeAsked(t: TFunction, { type, data }: TimelineEntry, money: (amount: Money) => string): string | undefined {
  if (type !== 'sourcing.decided.v1') return undefined;
  const { route, question, cost } = (data['outcome'] ?? {}) as AskedFee;
  return route === 'ask-patron' && question === 'fee' && cost ? t('fees.asked', { amount: money(cost) }) : undefined;
}
