import { formatMoney, money, VOUCHER_HALVES, vouchersText, type Money } from '#lib/kernel';
import { chart, type Account } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry } from '../ledger/entry.ts';
import { worthOf as worth, type Card } from './card.ts';
import type { NewCard, StockEvent, StockState } from './stock.ts';

/** What IFLA asks (2024 on: €8 and €4, €21 an order and 4 % of its value; FIELD.md §4). */
export interface IflaPrices {
  readonly full: Money;
  readonly fixedFee: Money;
  /** In thousandths of the value: 40 is 4 %. */
  readonly perMille: number;
}

const cardsOf = ({ cards }: StockState, numbers: readonly string[]): readonly Card[] =>
  cards.filter(({ number }) => numbers.includes(number));

interface Move {
  readonly halves: number;
  readonly to: Account;
  readonly from: Account;
  readonly words: string;
  readonly lender?: string;
  readonly requestId?: string;
}

/** What an event does to the halves; nothing where a promise was made or taken back. */
function movesOf(before: StockState, event: StockEvent): readonly Move[] {
  switch (event.type) {
    case 'bought':
      return [{ halves: worth(event.cards), to: chart.vouchers, from: chart.vouchersIfla, words: 'bought from IFLA' }];
    case 'received':
      return [
        {
          halves: worth(event.cards),
          to: chart.vouchers,
          from: chart.lending,
          words: `received from ${event.from}`,
          lender: event.from,
        },
      ];
    case 'sent':
      return [on(before, event.numbers, chart.vouchersAway, chart.vouchers, 'sent to')];
    case 'accepted':
      return [on(before, event.numbers, chart.borrowing, chart.vouchersAway, 'accepted by')];
    case 'came-back':
      return [on(before, event.numbers, chart.vouchers, chart.vouchersAway, 'came back from')];
    case 'lost':
      return lostFrom(before, event.numbers);
    case 'found':
      return [
        {
          halves: worth(cardsOf(before, event.numbers)),
          to: chart.vouchers,
          from: chart.vouchersLost,
          words: 'lost before, found again',
        },
      ];
    case 'redeemed':
      return [
        {
          halves: worth(cardsOf(before, event.numbers)),
          to: chart.vouchersIfla,
          from: chart.vouchers,
          words: 'redeemed at IFLA',
        },
      ];
    case 'counted':
      return counted(before, event.missing, event.unknown);
    case 'reserved':
    case 'released':
    case 'low-set':
      return [];
  }
}

function on(before: StockState, numbers: readonly string[], to: Account, from: Account, words: string): Move {
  const cards = cardsOf(before, numbers);
  const [{ lender, requestId }] = cards as [Card];
  return {
    halves: worth(cards),
    to,
    from,
    words: `${words} ${lender ?? 'a lender'}`,
    ...(lender ? { lender } : {}),
    ...(requestId ? { requestId } : {}),
  };
}

function lostFrom(before: StockState, numbers: readonly string[]): readonly Move[] {
  const cards = cardsOf(before, numbers);
  const away = cards.filter(({ status }) => status === 'in-transit');
  const here = cards.filter(({ status }) => status !== 'in-transit');
  return [
    { halves: worth(here), to: chart.vouchersLost, from: chart.vouchers, words: 'lost' },
    { halves: worth(away), to: chart.vouchersLost, from: chart.vouchersAway, words: 'lost on the way' },
  ];
}

/** What a count finds missing is an expense, what it finds too many takes from it. */
const counted = (before: StockState, missing: readonly string[], unknown: readonly NewCard[]): readonly Move[] => [
  { halves: worth(cardsOf(before, missing)), to: chart.vouchersCounted, from: chart.vouchers, words: 'missing when counted' },
  { halves: worth(unknown), to: chart.vouchers, from: chart.vouchersCounted, words: 'more than thought when counted' },
];

/**
 * The entries of what happened to vouchers, in halves. The drawer and the ledger prove each other: `vouchers:held` is what cards held and
 * reserved are worth, `vouchers:in-transit` those on their way.
 * @param version of the stock after the event: makes the purposes unique
 */
export function voucherEntries(before: StockState, event: StockEvent, version: number, newId: () => string): readonly Entry[] {
  return movesOf(before, event)
    .filter(({ halves }) => halves > 0)
    .map(({ halves, to, from, words, lender, requestId }, n) => {
      const amount = money(halves, VOUCHER_HALVES);
      return entry({
        id: newId(),
        purpose: `${event.type}:${version}:${n}`,
        kind: 'vouchers',
        description: `${vouchersText(halves)} ${words}`,
        ...(lender ? { payee: lender } : {}),
        ...(requestId ? { requestId } : {}),
        settledBy: 'vouchers',
        ...('reason' in event ? { because: { rules: [], person: event.reason } } : {}),
        lines: [debit(to, amount), credit(from, amount)],
      });
    });
}

/** 4 % of the value, rounded half up to a cent. */
const percentage = (minor: number, perMille: number): number => Math.floor((minor * perMille + 500) / 1000);

/** What IFLA charges for cards bought, or gives for cards redeemed, fees of both apart; nothing for any other event. */
export function orderEntry(
  before: StockState,
  event: StockEvent,
  prices: IflaPrices,
  version: number,
  id: string,
): Entry | undefined {
  if (event.type !== 'bought' && event.type !== 'redeemed') return undefined;
  const cards = event.type === 'bought' ? event.cards : cardsOf(before, event.numbers);
  const { currency } = prices.full;
  const value = (prices.full.minor * worth(cards)) / 2;
  if (!Number.isInteger(value))
    throw new RangeError('vouchers: half of a full voucher’s price is no whole number of minor units');
  const fees = money(prices.fixedFee.minor + percentage(value, prices.perMille), currency);
  const total = money(event.type === 'bought' ? value + fees.minor : value - fees.minor, currency);
  const words = event.type === 'bought' ? 'bought from IFLA' : 'redeemed at IFLA';
  const lines = [
    event.type === 'bought'
      ? debit(chart.vouchersBought, money(value, currency))
      : credit(chart.vouchersBought, money(value, currency)),
    debit(chart.fees, fees),
    ...(total.minor === 0 ? [] : [event.type === 'bought' ? credit(chart.ifla, total) : debit(chart.ifla, total)]),
  ];
  return entry({
    id,
    purpose: `order:${version}`,
    kind: 'voucher-order',
    description: `${vouchersText(worth(cards))} ${words}, order ${event.order}: ${formatMoney(money(value, currency))}, fees ${formatMoney(fees)}`,
    payee: 'IFLA',
    settledBy: 'invoice',
    lines,
  });
}
