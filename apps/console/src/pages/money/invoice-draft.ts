import type { Invoice, InvoiceDraft, Invoicing } from '../../api/invoices.ts';
import type { Partner } from '../../api/set-up.ts';
import { minorIn, unitsOf } from '../../components/actions/fields.ts';

/** A line as it stands in the form: its amount as somebody wrote it. */
export interface LineDraft {
  readonly key: number;
  readonly what: string;
  readonly amount: string;
  readonly reference: string;
  readonly reason: string;
  /** Our side of the loan or copy it is for. */
  readonly lent?: string | undefined;
}
/** An invoice as it stands in the form. */
export interface Draft {
  readonly debtor: string;
  readonly address: string;
  readonly currency: string;
  readonly language: InvoiceDraft['language'];
  readonly dueDays: string;
  readonly note: string;
  readonly lines: readonly LineDraft[];
}

export const EMPTY_LINE = { what: '', amount: '', reference: '', reason: '' };

/** What the form begins with: the draft as it was saved, else what the library's invoices have in common. */
export function startOf({ dueDays, language }: Invoicing, saved: Invoice | undefined): Draft {
  if (!saved)
    return {
      debtor: '',
      address: '',
      currency: 'USD',
      language,
      dueDays: String(dueDays),
      note: '',
      lines: [{ key: 0, ...EMPTY_LINE }],
    };
  return {
    debtor: saved.debtor,
    address: saved.address ?? '',
    currency: saved.total.currency,
    language: saved.language,
    dueDays: String(saved.dueDays),
    note: saved.note ?? '',
    lines: saved.lines.map(({ what, amount, reference = '', reason = '', lent }, key) => ({
      key,
      what,
      amount: unitsOf(amount),
      reference,
      reason,
      lent,
    })),
  };
}

/** More than nothing, in minor units; undefined where it is not. */
export const askedIn = (line: Pick<LineDraft, 'amount'>, currency: string): number | undefined => {
  const minor = minorIn(line.amount, currency);
  return minor !== undefined && minor > 0 ? minor : undefined;
};

/** What the lines come to, as far as they have amounts. */
export const sumOf = ({ lines, currency }: Draft): number => lines.reduce((sum, line) => sum + (askedIn(line, currency) ?? 0), 0);

/** What is wrong before it is sent, by path as the server names it: message keys. */
export function faultsIn({ debtor, dueDays, currency, lines }: Draft): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (!debtor.trim()) faults['debtor'] = 'fieldError.required';
  if (!/^\d+$/.test(dueDays.trim())) faults['dueDays'] = 'fieldError.noNumber';
  if (!currency) faults['currency'] = 'fieldError.required';
  lines.forEach((line, at) => {
    if (!line.what.trim()) faults[`lines.${at}.what`] = 'fieldError.required';
    if (askedIn(line, currency) === undefined) faults[`lines.${at}.minor`] = 'fieldError.noMoney';
    if (!line.lent && !line.reason.trim()) faults[`lines.${at}.reason`] = 'fieldError.required';
  });
  return faults;
}

/** What is sent; only where `faultsIn` finds nothing. */
export function saidIn(draft: Draft): InvoiceDraft {
  const { debtor, address, currency, language, dueDays, note, lines } = draft;
  const text = <const Name extends string>(name: Name, value: string): { [N in Name]?: string } =>
    (value.trim() ? { [name]: value.trim() } : {}) as { [N in Name]?: string };
  return {
    debtor: debtor.trim(),
    ...text('address', address),
    currency,
    language,
    dueDays: Number(dueDays),
    lines: lines.map((line) => ({
      what: line.what.trim(),
      minor: askedIn(line, currency) ?? 0,
      ...(line.lent && { lent: line.lent }),
      ...text('reference', line.reference),
      ...text('reason', line.reason),
    })),
    ...text('note', note),
  };
}

/** Where an invoice to a partner goes, as it is printed. */
export const addressOf = ({ name, postalAddress }: Partner): string => [name, postalAddress].filter(Boolean).join('\n');
