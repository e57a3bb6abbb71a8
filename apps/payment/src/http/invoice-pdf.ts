import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import { isPractice, minorDigits } from '#lib/kernel';
import { runsOf, toPdf } from '#lib/print';
import { totalOf, type InvoiceDocument, type Language } from '../domain/invoices/document.ts';
import type { InvoiceState } from '../domain/invoices/invoice.ts';
import { GREEN, GREY, head, PALE, ruled } from './paper.ts';
import { INVOICE_WORDS, type InvoiceWords } from './invoice-words.ts';

/** Days and amounts as they are written in the invoice's language. */
const LOCALE: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-ES' };

const LAYOUT = ruled(4);

function dayText(day: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** In major units; the currency stands above and in the total. */
function digits(minor: number, { currency, language }: InvoiceDocument): string {
  const places = minorDigits(currency);
  const shown = { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: 'always' } as const;
  return (minor / 10 ** places).toLocaleString(LOCALE[language], shown);
}

/** Each line of a text a line of the page. */
const linesOf = (text: string): Content[] => text.split('\n').map((line) => ({ text: line.trim() ? runsOf(line) : ' ' }));

/**
 * An invoice or credit note as pages to send (A4), in its own language: as it was issued, from what it says itself. A draft says that it is one,
 * a practice copy's that it is none.
 */
export function invoicePdf(tenant: string, state: InvoiceState): Promise<Buffer> {
  const document = state.document!;
  const { issued, of } = state;
  const words = INVOICE_WORDS[document.language];
  const name = state.kind === 'invoice' ? words.invoice : words.creditNote;
  const title = issued ? `${name} ${issued.number}` : `${name} (${words.draft})`;
  const marks = [...(isPractice(tenant) ? [words.practice] : []), ...(issued ? [] : [words.draft])];
  return toPdf({
    info: { title },
    language: document.language,
    pageSize: 'A4',
    pageMargins: [56, 60, 56, 56],
    defaultStyle: { font: 'Text', fontSize: 10 },
    ...(marks.length && { header: { text: marks.join(' · '), font: 'Bold', alignment: 'center', margin: [0, 22, 0, 0] } }),
    footer: (page, pages) => ({
      columns: [{ text: title }, { text: words.page(page, pages), alignment: 'right' }],
      fontSize: 8,
      color: GREY,
      margin: [56, 14, 56, 0],
    }),
    content: [
      ...(issued
        ? [
            { text: runsOf(issued.from.name, true), fontSize: 12, color: GREEN } as Content,
            { stack: linesOf(issued.from.address), color: GREY, margin: [0, 2, 0, 26] } as Content,
          ]
        : []),
      { columns: [addressee(document, words), facts(state, words)], columnGap: 24, margin: [0, 0, 0, 24] },
      { text: runsOf(issued ? title : name, true), fontSize: 18, color: GREEN, margin: [0, 0, 0, 10] },
      ...(of
        ? [{ text: [{ text: `${words.because}: `, font: 'Bold' }, ...runsOf(of.reason)], margin: [0, 0, 0, 10] } as Content]
        : []),
      table(state, words),
      ...(document.note ? [{ stack: linesOf(document.note), margin: [0, 14, 0, 0] } as Content] : []),
      ...(issued && state.kind === 'invoice' ? payment(issued.from.payTo, issued.number, words) : []),
    ],
  });
}

const addressee = ({ address, debtor }: InvoiceDocument, words: InvoiceWords): Column => ({
  width: '*',
  stack: [{ text: words.to, fontSize: 8, color: GREY }, ...linesOf(address ?? debtor)],
});

function facts({ issued, of, document }: InvoiceState, words: InvoiceWords): Column {
  const { language } = document!;
  const rows: [string, string][] = [
    ...(issued
      ? ([
          [words.number, issued.number],
          [words.issued, dayText(issued.on, language)],
        ] as [string, string][])
      : []),
    ...(issued?.due ? [[words.due, dayText(issued.due, language)] as [string, string]] : []),
    ...(of ? [[words.of, of.number] as [string, string]] : []),
  ];
  if (!rows.length) return { width: 'auto', text: '' };
  return {
    width: 'auto',
    table: {
      body: rows.map(([label, value]) => [
        { text: label, color: GREY },
        { text: value, font: 'Bold', alignment: 'right' },
      ]),
    },
    layout: 'noBorders',
  };
}

function table({ document, kind }: InvoiceState, words: InvoiceWords): Content {
  const { lines, currency } = document!;
  const sum = (text: string, alignment: 'left' | 'right' = 'left'): TableCell => ({
    text,
    font: 'Bold',
    fillColor: PALE,
    alignment,
    noWrap: true,
  });
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [26, '*', 92, 76],
      body: [
        [head(words.nth), head(words.what), head(words.reference), head(`${words.amount}, ${currency}`, 'right')],
        ...lines.map(({ what, reason, reference, minor }, n): TableCell[] => [
          { text: String(n + 1) },
          { stack: [{ text: runsOf(what) }, ...(reason ? [{ text: runsOf(reason), fontSize: 8.5, color: GREY }] : [])] },
          { text: reference ? runsOf(reference) : '' },
          { text: digits(minor, document!), alignment: 'right', noWrap: true },
        ]),
        [
          sum(''),
          sum(kind === 'invoice' ? words.total : words.credited),
          sum(''),
          sum(digits(totalOf(lines), document!), 'right'),
        ],
      ],
    },
    layout: LAYOUT,
  };
}

const payment = (payTo: string, number: string, words: InvoiceWords): Content[] => [
  {
    unbreakable: true,
    margin: [0, 22, 0, 0],
    stack: [
      { text: words.payTo, font: 'Bold', color: GREEN, margin: [0, 0, 0, 3] },
      ...linesOf(payTo),
      { text: words.quote(number), margin: [0, 6, 0, 0] },
    ],
  },
];
