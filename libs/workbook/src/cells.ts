import { minorDigits, type Money } from '#lib/kernel';
import type ExcelJS from 'exceljs';
import type { CellKind, CellValue } from './sheet.ts';

/** The most characters a cell holds (Excel specifications and limits). */
const LONGEST = 32_767;

/** Where text looks like a formula, Excel would run it after an edit or a round trip through CSV. */
const LOOKS_LIKE_FORMULA = /^[=+\-@\t\r]/;

const FORMATS: Record<Exclude<CellKind, 'money' | 'text' | 'link'>, string> = {
  integer: '#,##0',
  number: '#,##0.0',
  moment: 'yyyy-mm-dd hh:mm',
  day: 'yyyy-mm-dd',
};

const moneyFormat = (digits: number): string => {
  const amount = digits ? `#,##0.${'0'.repeat(digits)}` : '#,##0';
  return `${amount};[Red]-${amount}`;
};

// one object a style: the writer recognizes it and does not build it anew for each of a million cells
const style = (numFmt: string, horizontal: 'left' | 'right'): Partial<ExcelJS.Style> => ({
  numFmt,
  alignment: { vertical: 'top', horizontal, ...(horizontal === 'right' && { indent: 1 }) },
});
const MONEY = [0, 1, 2, 3].map((digits) => style(moneyFormat(digits), 'right'));
const TYPED: Record<CellKind, Partial<ExcelJS.Style>> = {
  text: style('General', 'left'),
  integer: style(FORMATS.integer, 'right'),
  number: style(FORMATS.number, 'right'),
  moment: style(FORMATS.moment, 'left'),
  day: style(FORMATS.day, 'left'),
  money: MONEY[2]!,
  link: { font: { color: { argb: 'FF0563C1' }, underline: true }, alignment: { vertical: 'top' } },
};
const KEPT_AS_TEXT = style('@', 'left');

export const moneyStyle = (currency: string): Partial<ExcelJS.Style> => MONEY[minorDigits(currency)] ?? TYPED.money;
export const styleOf = (kind: CellKind): Partial<ExcelJS.Style> => TYPED[kind];

/** An amount in major units, as a cell holds it. Sums are made of minor units and converted last. */
export const majorUnits = ({ minor, currency }: Money): number => minor / 10 ** minorDigits(currency);

// what XML 1.0 §2.2 has no place for would make the file unreadable
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A value as it goes into a typed cell, and how it looks there. Text is never taken for a formula. */
export function cell(
  kind: CellKind,
  value: CellValue,
): { value: string | number | Date | ExcelJS.CellHyperlinkValue | null; style: Partial<ExcelJS.Style> } {
  if (value === null || value === undefined || value === '') return { value: null, style: TYPED[kind] };
  if (typeof value === 'string') {
    const text = value.replace(FORBIDDEN, '\ufffd').slice(0, LONGEST);
    return { value: text, style: LOOKS_LIKE_FORMULA.test(text) ? KEPT_AS_TEXT : TYPED.text };
  }
  if (typeof value === 'number' || value instanceof Date) return { value, style: TYPED[kind] };
  if ('hyperlink' in value) return { value: { ...value }, style: TYPED.link };
  return { value: majorUnits(value), style: moneyStyle(value.currency) };
}
