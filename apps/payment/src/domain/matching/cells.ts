import { money, parseMoney, type Money } from '#lib/kernel';

const CURRENCY_OF: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };

/**
 * An amount as spreadsheets write it: `40.00`, `$1,234.50`, `1.234,50`, `(12.00)` and `-12` for what is given back, `USD 40`.
 * @param currency ISO 4217, of an amount that names none
 * @returns undefined where it is no amount, or one in another currency than the one expected
 */
export function amountIn(cell: string, currency: string): Money | undefined {
  const named = /[A-Z]{3}/.exec(cell)?.[0] ?? CURRENCY_OF[/[€£]/.exec(cell)?.[0] ?? ''];
  if (named !== undefined && named !== currency) return undefined;
  const bare = cell.replaceAll(/[A-Z]{3}|[$€£\s\u00A0]/g, '');
  const match = /^(\(?)(-?)(\d[\d.,]*?)([.,]\d{1,2})?(-?)(\)?)$/.exec(bare);
  if (!match || Boolean(match[1]) !== Boolean(match[6])) return undefined;
  const [, bracket, before, whole = '', fraction = '', after] = match;
  // thousands stand in threes, all parted by the same sign, which is not that of the fraction
  const [first, ...groups] = whole.split(/[.,]/);
  const signs = new Set(whole.replaceAll(/\d/g, ''));
  if (groups.some((group) => group.length !== 3) || signs.size > 1 || (groups.length && first!.length > 3)) return undefined;
  if (fraction && signs.has(fraction[0]!)) return undefined;
  const amount = parseMoney(`${first}${groups.join('')}${fraction.replace(',', '.')}`, currency);
  const isNegative = [bracket, before, after].some(Boolean);
  return amount && isNegative && amount.minor ? money(-amount.minor, currency) : amount;
}

/**
 * A day as such reports write it: `2025-10-06`, `20251006`, `10/06/2025` (the month first, as in the United States), `06.10.2025`; a time after it is left out.
 * @returns ISO 8601, or undefined where it is no day
 */
export function dayIn(cell: string): string | undefined {
  const [day = ''] = cell.trim().split(/[ T]/);
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(day);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day);
  const european = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(day);
  const [y, m, d] = iso
    ? [iso[1], iso[2], iso[3]]
    : american
      ? [american[3], american[1], american[2]]
      : european
        ? [european[3], european[2], european[1]]
        : [];
  if (!y || !m || !d) return undefined;
  const text = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00.000Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : text;
}

/** A request's number without what people put around it; empty where there is none. */
export const numberIn = (cell: string): string => cell.replaceAll(/[^0-9A-Za-z]/g, '').replace(/^(OCLC|ILL)(?=\d)/i, '');
/** A library's symbol, as OCLC writes it. */
export const symbolIn = (cell: string): string =>
  cell
    .trim()
    .replace(/^OCLC:/i, '')
    .toUpperCase();
