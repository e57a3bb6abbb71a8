import type { LentCharged } from '#lib/contracts';
import type { InvoiceLine, Language } from '../invoices/document.ts';

const WORDS: Readonly<Record<Language, Readonly<Record<LentCharged['service'], string>>>> = {
  en: { loan: 'Loan', copy: 'Copy' },
  es: { loan: 'Préstamo', copy: 'Copia' },
};
const SENT: Readonly<Record<Language, string>> = { en: 'sent', es: 'enviado el' };

interface ToBill {
  readonly lent: string;
  readonly minor: number;
  readonly service: LentCharged['service'];
  /** `2025-10-14`. */
  readonly sentOn: string;
  readonly reference?: string;
}

/** What was lent as a line of an invoice: which day, their number of it, and our side of it. */
export const billLine = ({ service, sentOn, ...rest }: ToBill, language: Language): InvoiceLine => ({
  what: `${WORDS[language][service]}, ${SENT[language]} ${sentOn}`,
  ...rest,
});
