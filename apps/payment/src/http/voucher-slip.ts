import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { isPractice, vouchersText } from '#lib/kernel';
import { barsOf, code128, runsOf, toPdf } from '#lib/print';
import { PRACTICE } from '#lib/workbook';
import { worthOf, type Denomination } from '../domain/vouchers/card.ts';
import { GREY } from './paper.ts';

interface Slip {
  /** The library that pays, and the one that is paid, each by its symbol: payment knows neither address. */
  readonly from: string;
  readonly to: string;
  readonly requestId: string;
  readonly cards: readonly { readonly number: string; readonly denomination: Denomination }[];
  /** When it is printed: YYYY-MM-DD. */
  readonly day: string;
}

/** Code 128's module in points: 0.26 mm, which every scanner reads. */
const MODULE = 0.74;
const BAR_HEIGHT = 34;
const KINDS: Readonly<Record<Denomination, string>> = { full: 'full voucher', half: 'half voucher' };

/**
 * What lies in the parcel or letter with the cards, on a page of A5: for whoever opens it, so it is in English and names no patron. The barcode is the
 * number of the request as the scan field of the sender finds it.
 */
export const voucherSlip = (slip: Slip): Promise<Buffer> => toPdf(slipPage(slip));

/** What stands on it. */
export function slipPage({ from, to, requestId, cards, day }: Slip): Parameters<typeof toPdf>[0] {
  const code = requestId.replaceAll('-', '').toUpperCase();
  const title = `${vouchersText(worthOf(cards))} of ${from} for ${to}`;
  return {
    info: { title },
    pageSize: 'A5',
    pageMargins: [36, 40, 36, 36],
    defaultStyle: { font: 'Text', fontSize: 11 },
    ...(isPractice(from) && { header: { text: PRACTICE, font: 'Bold', alignment: 'center', margin: [0, 14, 0, 0] } }),
    content: [
      { text: enclosed(worthOf(cards)), font: 'Bold', fontSize: 20, margin: [0, 0, 0, 14] },
      {
        columns: [party('From', from), party('To', to), party('Date', day)],
        columnGap: 12,
        margin: [0, 0, 0, 18],
      },
      { text: 'Payment for request', fontSize: 9, color: GREY, margin: [0, 0, 0, 4] },
      { canvas: barsOf(code128(code), MODULE, BAR_HEIGHT), margin: [0, 0, 0, 4] },
      { text: requestId, fontSize: 10, margin: [0, 0, 0, 20] },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: ['*', 'auto'],
          body: [
            [head('Card'), head('Worth')],
            ...cards.map(({ number, denomination }) => [{ text: runsOf(number) }, KINDS[denomination]]),
          ],
        },
        layout: { hLineWidth: () => 0.5, vLineWidth: () => 0, hLineColor: () => '#9DB0A7' },
        margin: [0, 0, 0, 16],
      },
      {
        text: 'The cards are yours: use them again, or give them back to IFLA. If you ask for nothing, please send them back with this slip.',
        fontSize: 9,
        color: GREY,
      },
    ],
  };
}

/** As the scheme's own words go: one card is no plural, nor is half of one. */
const enclosed = (halves: number): string => vouchersText(halves).replace(/ (vouchers?)$/, ' IFLA $1 enclosed');
const head = (text: string): TableCell => ({ text, font: 'Bold' });
const party = (label: string, value: string): Content => ({
  stack: [
    { text: label, fontSize: 9, color: GREY },
    { text: runsOf(value, true), fontSize: 14 },
  ],
});
