import { DAY, money, type Money } from '#lib/kernel';

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is asked for, in minor units of the invoice's currency; always more than nothing. */
export interface InvoiceLine {
  readonly what: string;
  readonly minor: number;
  /** Our side of the loan or copy it is for, where it is known. */
  readonly lent?: string;
  /** The other library's number of it. */
  readonly reference?: string;
  /** Why it is asked, where it is for nothing that was lent. */
  readonly reason?: string;
}

/** What an invoice says: as long as it is a draft, it may be said anew. */
export interface InvoiceDocument {
  /** The other library's symbol. */
  readonly debtor: string;
  /** Where the invoice goes, as printed: a library's, never a patron's. */
  readonly address?: string;
  readonly currency: string;
  readonly language: Language;
  /** From the day it is issued. */
  readonly dueDays: number;
  readonly lines: readonly InvoiceLine[];
  readonly note?: string;
}

/** Who asks, and where it is to be paid: copied onto each invoice as it is issued. */
export interface Issuer {
  readonly name: string;
  readonly address: string;
  /** The account and whatever else the debtor's bank wants to know, line by line. */
  readonly payTo: string;
}

export interface Issued {
  readonly number: string;
  /** The day, `2025-10-06`. */
  readonly on: string;
  readonly due?: string;
  readonly from: Issuer;
}

export const totalOf = (lines: readonly { readonly minor: number }[]): number => lines.reduce((sum, { minor }) => sum + minor, 0);

export const amountOf = ({ lines, currency }: InvoiceDocument): Money => money(totalOf(lines), currency);

/** `2025-10-06`, 30 → `2025-11-05`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
