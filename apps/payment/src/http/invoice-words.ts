import type { Language } from '../domain/invoices/document.ts';

/** What is printed on an invoice beside what it says itself. */
export interface InvoiceWords {
  readonly invoice: string;
  readonly creditNote: string;
  readonly draft: string;
  readonly number: string;
  readonly issued: string;
  readonly due: string;
  readonly of: string;
  readonly to: string;
  readonly nth: string;
  readonly what: string;
  readonly reference: string;
  readonly amount: string;
  readonly total: string;
  readonly credited: string;
  readonly payTo: string;
  readonly quote: (number: string) => string;
  readonly because: string;
  readonly page: (page: number, pages: number) => string;
  readonly practice: string;
}

export const INVOICE_WORDS: Readonly<Record<Language, InvoiceWords>> = {
  en: {
    invoice: 'Invoice',
    creditNote: 'Credit note',
    draft: 'Draft: not an invoice',
    number: 'Number',
    issued: 'Issued on',
    due: 'Due on',
    of: 'On invoice',
    to: 'To',
    nth: 'No.',
    what: 'What',
    reference: 'Your number',
    amount: 'Amount',
    total: 'To be paid',
    credited: 'Credited',
    payTo: 'Please pay to',
    quote: (number) => `Please quote ${number}.`,
    because: 'Reason',
    page: (page, pages) => `Page ${page} of ${pages}`,
    practice: 'PRACTICE: not a real invoice',
  },
  es: {
    invoice: 'Factura',
    creditNote: 'Nota de crédito',
    draft: 'Borrador: no es una factura',
    number: 'Número',
    issued: 'Fecha de emisión',
    due: 'Vence el',
    of: 'Sobre la factura',
    to: 'Para',
    nth: 'N.º',
    what: 'Concepto',
    reference: 'Su número',
    amount: 'Importe',
    total: 'A pagar',
    credited: 'Abonado',
    payTo: 'Datos para el pago',
    quote: (number) => `Indique ${number} al pagar.`,
    because: 'Motivo',
    page: (page, pages) => `Página ${page} de ${pages}`,
    practice: 'PRÁCTICA: no es una factura verdadera',
  },
};
