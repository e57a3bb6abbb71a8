import type { TFunction } from 'i18next';
import type { OwnWishes } from '../api/shapes.ts';

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
