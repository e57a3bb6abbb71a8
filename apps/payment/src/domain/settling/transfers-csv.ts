import { toDecimal } from '#lib/kernel';
import type { NettingState } from './netting-run.ts';

/** Text in quotes where it has to be (RFC 4180 §2.6), and never taken for a formula by a spreadsheet. */
const field = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A netting's transfers as CSV (RFC 4180): one line each, amounts in major units. */
export function transfersCsv({ month, transfers }: NettingState): string {
  const rows = transfers.map(({ from, to, amount, paid }, n) => [
    month ?? '',
    String(n + 1),
    from,
    to,
    toDecimal(amount),
    amount.currency,
    paid?.at.slice(0, 10) ?? '',
    paid?.reference ?? '',
  ]);
  const head = ['month', 'transfer', 'from', 'to', 'amount', 'currency', 'paid', 'reference'];
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
