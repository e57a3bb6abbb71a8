import type { WorldData } from './data.ts';

export interface VoucherCard {
  readonly number: string;
  readonly denomination: 'full' | 'half';
}

/** The IFLA vouchers in a library's drawer. The last two halves are half ones: a half can be paid with nothing else. */
export function voucherCards(data: WorldData, library: string): VoucherCard[] {
  const halves = data.stocks.find((row) => row.what === 'half-vouchers' && row.library === library)?.amount ?? 0;
  const fulls = Math.max(0, Math.floor((halves - 1) / 2));
  return Array.from({ length: halves - fulls }, (_, n) => ({
    number: `${library}-${String(n + 1).padStart(4, '0')}`,
    denomination: n < fulls ? 'full' : 'half',
  }));
}
