import { queryOptions } from '@tanstack/react-query';
import { VOUCHER_HALVES } from '#lib/kernel';
import { get, send } from './client.ts';
import { refusedAt } from './problems.ts';

export const CARD_STATUSES = ['held', 'reserved', 'in-transit', 'spent', 'redeemed', 'lost'] as const;
/** What may have happened to a card. */
export const CARD_EVENTS = [
  'bought',
  'received',
  'reserved',
  'released',
  'sent',
  'accepted',
  'came-back',
  'lost',
  'found',
  'redeemed',
  'counted',
] as const;

export interface VoucherCard {
  readonly number: string;
  readonly denomination: 'full' | 'half';
  /** Absent: the main desk. */
  readonly branch?: string;
  readonly status: (typeof CARD_STATUSES)[number];
  readonly promise?: string;
  readonly requestId?: string;
  readonly lender?: string;
}
/** So many halves, as an amount is shown: `1½ vouchers`. */
export const halves = (minor: number) => ({ minor, currency: VOUCHER_HALVES });
export const worth = (cards: readonly Pick<VoucherCard, 'denomination'>[]) =>
  halves(cards.reduce((sum, { denomination }) => sum + (denomination === 'full' ? 2 : 1), 0));

/** In halves. */
interface Count {
  readonly held: number;
  readonly reserved: number;
  readonly inTransit: number;
}
export interface VoucherStock extends Count {
  readonly low?: number;
  readonly isLow: boolean;
  readonly branches: readonly (Count & { readonly branch?: string })[];
  readonly cards: readonly VoucherCard[];
}
export interface CardHistory {
  readonly card: VoucherCard;
  readonly history: readonly {
    readonly at: string;
    readonly what: string;
    readonly by?: string;
    readonly lender?: string;
    readonly requestId?: string;
    readonly order?: string;
    readonly reason?: string;
  }[];
}

const VOUCHERS = '/api/payment/vouchers';
const KEY = ['vouchers'] as const;

export const stockQuery = queryOptions({
  queryKey: [...KEY, 'stock'],
  queryFn: ({ signal }): Promise<VoucherStock> => get(VOUCHERS, signal),
});
export const cardQuery = (number: string) =>
  queryOptions({
    queryKey: [...KEY, 'card', number],
    queryFn: ({ signal }): Promise<CardHistory> => get(`${VOUCHERS}/cards/${encodeURIComponent(number)}`, signal),
  });
/** One step of a promise, as a task's action. */
export const promiseStep = (promise: string, step: 'send' | 'release' | 'accept' | 'come-back', primary = false) => ({
  name: `vouchers-${step}`,
  method: 'POST' as const,
  path: `${VOUCHERS}/promises/${promise}/${step}`,
  fields: [],
  primary,
});

/** The slip that goes into the parcel or letter with them. */
export const slipFile = (promise: string): string => `${VOUCHERS}/promises/${promise}/slip.pdf`;

export interface NewCard {
  readonly number: string;
  readonly denomination: 'full' | 'half';
}
/** The numbers in a text, whatever stands between them. */
export const numbersIn = (text: unknown): string[] => (typeof text === 'string' ? text.split(/[\s,;]+/).filter(Boolean) : []);
const newCards = (body: Body): NewCard[] =>
  (['full', 'half'] as const).flatMap((denomination) =>
    numbersIn(body[denomination]).map((number) => ({ number, denomination })),
  );

type Body = Readonly<Record<string, unknown>>;

/** The server counts cards through, people have a field for full and one for half ones. */
const atCards =
  (cards: readonly NewCard[]) =>
  (field: string): { field: string; of?: string } => {
    const [, at] = /^cards[./[]+(\d+)/.exec(field) ?? [];
    const card = at === undefined ? undefined : cards[Number(at)];
    if (card) return { field: card.denomination, of: card.number };
    return { field: field === 'cards' ? (cards[0]?.denomination ?? 'full') : field };
  };

/** Cards from IFLA for an order. */
export const takeIn = (body: Body): Promise<VoucherStock> => {
  const cards = newCards(body);
  return refusedAt(atCards(cards), send('POST', `${VOUCHERS}/orders`, { order: body['order'], cards: placed(cards, body) }));
};
/** Cards a borrower paid with. */
export const receive = (body: Body): Promise<VoucherStock> => {
  const cards = newCards(body);
  return refusedAt(
    atCards(cards),
    send('POST', `${VOUCHERS}/received`, { from: body['from'], lent: body['lent'], cards: placed(cards, body) }),
  );
};
const placed = (cards: readonly NewCard[], { branch }: Body) => cards.map((card) => (branch ? { ...card, branch } : card));

/** @param seen cards that were ticked; those written down beside them were not known there */
export const count = (seen: readonly NewCard[], body: Body): Promise<VoucherStock> => {
  const cards = [...seen, ...newCards(body)];
  const { branch, reason } = body;
  return refusedAt(atCards(cards), send('POST', `${VOUCHERS}/counts`, { cards, reason, ...(branch ? { branch } : {}) }));
};
/** The last of the address of a request's page is its number too. */
const requestIn = (text: unknown): string =>
  typeof text === 'string' ? text.trim().replace(/^.*\/requests\/([^/?#]+).*$/, '$1') : '';
export const promise = ({ vouchers, requestId, ...body }: Body): Promise<{ id: string; numbers: string[] }> =>
  refusedAt(
    (field) => ({ field: field === 'halves' ? 'vouchers' : field }),
    send('POST', `${VOUCHERS}/promises`, { ...body, requestId: requestIn(requestId), halves: Number(vouchers) }),
  );
export const lose = ({ numbers, ...body }: Body): Promise<VoucherStock> =>
  send('POST', `${VOUCHERS}/lost`, { ...body, numbers: numbersIn(numbers) });
export const find = ({ numbers, ...body }: Body): Promise<VoucherStock> =>
  send('POST', `${VOUCHERS}/found`, { ...body, numbers: numbersIn(numbers) });
export const redeem = ({ numbers, ...body }: Body): Promise<VoucherStock> =>
  send('POST', `${VOUCHERS}/redemptions`, { ...body, numbers: numbersIn(numbers) });
/** @param fewest in halves, as text; `nobody`: nobody is told */
export const setLow = ({ fewest }: Body): Promise<VoucherStock> =>
  send('PUT', `${VOUCHERS}/low`, { halves: fewest === 'nobody' ? null : Number(fewest) });

/** Cards that a borrower is to send for something lent; in halves. */
export interface Awaited {
  readonly id: string;
  readonly borrower: string;
  readonly service: 'loan' | 'copy';
  readonly asked: number;
  readonly come: number;
  readonly reference?: string;
  readonly rules: readonly string[];
  readonly reasons: readonly string[];
  readonly since: string;
}
export const awaitedQuery = queryOptions({
  queryKey: [...KEY, 'awaited'],
  queryFn: ({ signal }): Promise<{ readonly awaited: readonly Awaited[]; readonly more: boolean }> =>
    get(`${VOUCHERS}/awaited`, signal),
});
/** They came, with what stands on each. */
export const came =
  (id: string) =>
  (body: Body): Promise<VoucherStock> => {
    const cards = newCards(body);
    return refusedAt(atCards(cards), send('POST', `${VOUCHERS}/awaited/${id}/came`, { cards: placed(cards, body) }));
  };
/** They need not come, as a task's action. */
export const waiving = (id: string) => ({
  name: 'waive-vouchers',
  method: 'POST' as const,
  path: `${VOUCHERS}/awaited/${id}/waive`,
  fields: [{ name: 'reason', kind: 'text' as const, required: true }],
  primary: false,
});
