import type { Awaited, EnteredLine, IncomingHead } from '../../api/incoming.ts';
import { minorIn, unitsOf } from '../../components/actions/fields.ts';

/** A line of an invoice that came, as it stands in the form. */
export interface LineDraft {
  readonly key: number;
  readonly amount: string;
  readonly reference: string;
  readonly what: string;
  /** The request it is for, where it was taken from what is expected. */
  readonly requestId?: string | undefined;
}
export interface HeadDraft {
  readonly payee: string;
  readonly number: string;
  readonly date: string;
  readonly currency: string;
  readonly total: string;
}
export const EMPTY_LINE = { amount: '', reference: '', what: '' };
export const START: HeadDraft = { payee: '', number: '', date: '', currency: 'USD', total: '' };

/** What is wrong with the head before it is sent, by path as the server names it: message keys. */
export function faultsInHead({ payee, number, date, currency, total }: HeadDraft): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const [name, value] of Object.entries({ payee, number, date, currency }))
    if (!value.trim()) faults[name] = 'fieldError.required';
  if (total.trim() && minorIn(total, currency) === undefined) faults['total'] = 'fieldError.noMoney';
  return faults;
}

/** Of the lines likewise: each asks for something, or gives it back. */
export function faultsInLines(lines: readonly LineDraft[], currency: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.flatMap(({ amount }, at) => (minorIn(amount, currency) ? [] : [[`lines.${at}.minor`, 'fieldError.noMoney']])),
  );
}

export function headOf({ payee, number, date, currency, total }: HeadDraft): IncomingHead {
  const minor = total.trim() ? minorIn(total, currency) : undefined;
  return { payee: payee.trim(), number: number.trim(), date, currency, ...(minor !== undefined && { total: minor }) };
}

export const lineOf = ({ amount, reference, what, requestId }: LineDraft, currency: string): EnteredLine => ({
  minor: minorIn(amount, currency) ?? 0,
  ...(reference.trim() && { reference: reference.trim() }),
  ...(what.trim() && { what: what.trim() }),
  ...(requestId && { requestId }),
});

/** What a payee is expected to ask, and stands on no line yet. */
export const leftOf = (expected: readonly Awaited[], payee: string, lines: readonly LineDraft[]): readonly Awaited[] =>
  expected.filter(
    (one) =>
      one.payee.toUpperCase() === payee.trim().toUpperCase() && !lines.some(({ requestId }) => requestId === one.requestId),
  );

/** A line that asks for what is expected, as it is expected. */
export const lineFrom = ({ open, reference = '', requestId }: Awaited): Omit<LineDraft, 'key'> => ({
  ...EMPTY_LINE,
  amount: unitsOf(open),
  reference,
  requestId,
});
