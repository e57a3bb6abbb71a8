import type { Machine } from '#lib/kernel';

/** A plastic card of the IFLA Voucher Scheme: full, or half of it. */
export type Denomination = 'full' | 'half';
/** What it is worth, in halves: the unit in which vouchers are counted. */
export const HALVES: Readonly<Record<Denomination, number>> = { full: 2, half: 1 };

/** In halves. */
export const worthOf = (cards: readonly { readonly denomination: Denomination }[]): number =>
  cards.reduce((sum, { denomination }) => sum + HALVES[denomination], 0);

export type CardStatus = 'held' | 'reserved' | 'in-transit' | 'spent' | 'redeemed' | 'lost';
export type CardCommand = 'reserve' | 'release' | 'send' | 'accept' | 'come-back' | 'lose' | 'find' | 'redeem' | 'remind';

/** One card, by the number the library wrote on it. */
export interface Card {
  readonly number: string;
  readonly denomination: Denomination;
  /** Where it lies; undefined: at the library's main desk. */
  readonly branch?: string;
  readonly status: CardStatus;
  /** What it is promised or was sent for. */
  readonly attempt?: string;
  readonly requestId?: string;
  readonly lender?: string;
}

/** What the cards that stand so are worth, in halves. */
export const worthIn = (cards: readonly Card[], status: CardStatus): number =>
  worthOf(cards.filter((card) => card.status === status));

/** A card's way: it is promised to one request, travels with a parcel or letter, and is the lender's once that has it. */
export const cardMachine: Machine<CardStatus, CardCommand> = {
  name: 'voucher',
  initial: 'held',
  statuses: {
    held: { owner: 'staff', deadline: { command: 'remind', after: 'no wait: it lies in the drawer' } },
    reserved: { owner: 'staff', deadline: { command: 'remind', after: 'RESERVATION_REMINDER_DAYS' } },
    'in-transit': { owner: 'lender', deadline: { command: 'remind', after: 'RESERVATION_REMINDER_DAYS' } },
    spent: { owner: 'nobody', final: true },
    redeemed: { owner: 'nobody', final: true },
    lost: { owner: 'staff', deadline: { command: 'remind', after: 'no wait: it may turn up' } },
  },
  transitions: [
    { from: 'held', on: 'reserve', to: 'reserved', undo: 'free' },
    { from: 'reserved', on: 'release', to: 'held', undo: 'free' },
    { from: 'reserved', on: 'send', to: 'in-transit', undo: 'compensate' },
    // the lender has it; in a drawer abroad nobody takes it back
    { from: 'in-transit', on: 'accept', to: 'spent', undo: 'impossible' },
    { from: 'in-transit', on: 'come-back', to: 'held', undo: 'free' },
    { from: ['held', 'reserved', 'in-transit'], on: 'lose', to: 'lost', undo: 'compensate' },
    { from: 'lost', on: 'find', to: 'held', undo: 'compensate' },
    { from: 'held', on: 'redeem', to: 'redeemed', undo: 'impossible' },
    { from: 'held', on: 'remind', to: 'held', undo: 'free' },
    { from: 'reserved', on: 'remind', to: 'reserved', undo: 'free' },
    { from: 'in-transit', on: 'remind', to: 'in-transit', undo: 'free' },
    { from: 'lost', on: 'remind', to: 'lost', undo: 'free' },
  ],
};
