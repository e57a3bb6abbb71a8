import { err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { cardMachine, type Card, type CardCommand, type Denomination } from './card.ts';
import { chooseCards } from './choose.ts';

/** A library's vouchers: each card by its number, gone ones included. */
export interface StockState {
  readonly cards: readonly Card[];
  /** In halves: below it somebody has to buy; undefined: nobody is told. */
  readonly low?: number;
}

/** A card as it comes in: bought, or sent by a borrower. */
export interface NewCard {
  readonly number: string;
  readonly denomination: Denomination;
  readonly branch?: string;
}
/** What cards are promised or sent for. */
export interface For {
  readonly attempt: string;
  readonly requestId?: string;
  readonly lender: string;
}

export type StockCommand =
  | { readonly type: 'buy'; readonly cards: readonly NewCard[]; readonly order: string }
  /** A borrower has paid with them. */
  | { readonly type: 'receive'; readonly cards: readonly NewCard[]; readonly from: string; readonly lent: string }
  | ({ readonly type: 'reserve'; readonly halves: number; readonly branch?: string } & For)
  | { readonly type: 'release'; readonly attempt: string }
  | { readonly type: 'send'; readonly attempt: string }
  | { readonly type: 'accept'; readonly attempt: string }
  | { readonly type: 'come-back'; readonly attempt: string }
  | { readonly type: 'lose'; readonly numbers: readonly string[]; readonly reason: string }
  | { readonly type: 'find'; readonly numbers: readonly string[]; readonly branch?: string }
  | { readonly type: 'redeem'; readonly numbers: readonly string[]; readonly order: string }
  /** What really lies there: cards missing are lost, cards nobody knew of are found. */
  | { readonly type: 'count'; readonly cards: readonly NewCard[]; readonly branch?: string; readonly reason: string }
  | { readonly type: 'set-low'; readonly halves: number | null };

export type StockEvent =
  | { readonly type: 'bought'; readonly cards: readonly NewCard[]; readonly order: string }
  | { readonly type: 'received'; readonly cards: readonly NewCard[]; readonly from: string; readonly lent: string }
  | ({ readonly type: 'reserved'; readonly numbers: readonly string[] } & For)
  | {
      readonly type: 'released' | 'sent' | 'accepted' | 'came-back';
      readonly numbers: readonly string[];
      readonly attempt: string;
    }
  | { readonly type: 'lost'; readonly numbers: readonly string[]; readonly reason: string }
  | { readonly type: 'found'; readonly numbers: readonly string[]; readonly branch?: string }
  | { readonly type: 'redeemed'; readonly numbers: readonly string[]; readonly order: string }
  | {
      readonly type: 'counted';
      readonly missing: readonly string[];
      readonly unknown: readonly NewCard[];
      readonly moved: readonly string[];
      readonly branch?: string;
      readonly reason: string;
    }
  | { readonly type: 'low-set'; readonly halves: number | null };

type Decided = Result<readonly StockEvent[], Rejection>;

const byNumber = (cards: readonly Card[]): ReadonlyMap<string, Card> => new Map(cards.map((card) => [card.number, card]));
const list = (numbers: readonly string[]): string => numbers.join(', ');

function mustBeNew({ cards }: StockState, added: readonly NewCard[]): Rejection | undefined {
  if (!added.length) return reject('no-cards', 'Name at least one card.', { field: 'cards' });
  const numbers = added.map(({ number }) => number);
  const twice = numbers.filter((number, n) => numbers.indexOf(number) !== n);
  if (twice.length) return reject('conflict', `Named twice: ${list(twice)}.`, { field: 'cards' });
  const known = byNumber(cards);
  // a card that was spent or redeemed may well come back one day
  const here = numbers.filter((number) => ['held', 'reserved', 'in-transit', 'lost'].includes(known.get(number)?.status ?? ''));
  return here.length
    ? reject('conflict', `Here already: ${list(here)}.`, { field: 'cards', remedy: 'Give each card a number of its own' })
    : undefined;
}

/** Whether all of these cards may take the step; the rejection names those that may not. */
function mayAll({ cards }: StockState, numbers: readonly string[], on: CardCommand): Rejection | undefined {
  if (!numbers.length) return reject('no-cards', 'Name at least one card.', { field: 'numbers' });
  const known = byNumber(cards);
  const unknown = numbers.filter((number) => !known.has(number));
  if (unknown.length) return reject('not-found', `No such card: ${list(unknown)}.`, { field: 'numbers' });
  const not = numbers.filter((number) => !transitionFor(cardMachine, known.get(number)!.status, on));
  if (!not.length) return undefined;
  const stand = not.map((number) => `${number} is ${known.get(number)!.status.replace('-', ' ')}`);
  return reject('conflict', `Not possible: ${list(stand)}.`, { field: 'numbers' });
}

const TAKES = { release: 'released', send: 'sent', accept: 'accepted', 'come-back': 'came-back' } as const;
const NEXT = { release: 'reserved', send: 'reserved', accept: 'in-transit', 'come-back': 'in-transit' } as const;

function forAttempt({ cards }: StockState, command: Extract<StockCommand, { type: keyof typeof TAKES }>): Decided {
  const { attempt, type } = command;
  const numbers = cards.filter((card) => card.attempt === attempt && card.status === NEXT[type]).map(({ number }) => number);
  // said again, or never promised: nothing changes
  return ok(numbers.length ? [{ type: TAKES[type], numbers, attempt }] : []);
}

function count(state: StockState, { cards: seen, branch, reason }: Extract<StockCommand, { type: 'count' }>): Decided {
  const numbers = seen.map(({ number }) => number);
  const twice = numbers.filter((number, n) => numbers.indexOf(number) !== n);
  if (twice.length) return err(reject('conflict', `Counted twice: ${list(twice)}.`, { field: 'cards' }));
  const known = byNumber(state.cards);
  const lies = (card: Card): boolean => ['held', 'reserved'].includes(card.status) && card.branch === branch;
  const away = numbers.filter((number) => known.get(number)?.status === 'in-transit');
  if (away.length)
    return err(
      reject('conflict', `On their way to a lender: ${list(away)}.`, { field: 'cards', remedy: 'Say first that they came back' }),
    );
  const missing = state.cards.filter((card) => lies(card) && !numbers.includes(card.number)).map(({ number }) => number);
  const unknown = seen.filter(
    ({ number }) => !known.has(number) || ['lost', 'spent', 'redeemed'].includes(known.get(number)!.status),
  );
  const moved = numbers.filter((number) => {
    const card = known.get(number);
    return card && ['held', 'reserved'].includes(card.status) && card.branch !== branch;
  });
  return ok([{ type: 'counted', missing, unknown, moved, branch, reason }]);
}

/** Cards promised under this number, or by another way for the same request and lender. */
export const cardsFor = ({ cards }: StockState, { attempt, requestId, lender }: For): readonly Card[] => {
  const same = (card: Card): boolean => requestId !== undefined && card.requestId === requestId && card.lender === lender;
  return cards.filter((card) => card.attempt === attempt || (same(card) && UNDER_WAY.has(card.status)));
};
const UNDER_WAY: ReadonlySet<Card['status']> = new Set(['reserved', 'in-transit']);

/** A library's stock of vouchers. Nothing is promised that is not there: a card is reserved for one attempt at a time. */
export const stockDecider: Decider<StockState, StockCommand, StockEvent> = {
  initial: { cards: [] },
  decide(state, command) {
    switch (command.type) {
      case 'buy':
      case 'receive': {
        const wrong = mustBeNew(state, command.cards);
        if (wrong) return err(wrong);
        return ok([command.type === 'buy' ? { ...command, type: 'bought' } : { ...command, type: 'received' }]);
      }
      case 'reserve': {
        const { type: _, halves, branch, ...what } = command;
        // asked again for the same, or by another way for the same request and lender: it is promised already, or gone there
        if (cardsFor(state, what).some(({ status }) => status !== 'held')) return ok([]);
        const chosen = chooseCards(state.cards, halves, branch);
        return chosen.ok ? ok([{ type: 'reserved', numbers: chosen.value.map(({ number }) => number), ...what }]) : chosen;
      }
      case 'release':
      case 'send':
      case 'accept':
      case 'come-back':
        return forAttempt(state, command);
      case 'lose':
      case 'find':
      case 'redeem': {
        const wrong = mayAll(state, command.numbers, command.type);
        if (wrong) return err(wrong);
        if (command.type === 'lose') return ok([{ ...command, type: 'lost' }]);
        return ok([command.type === 'find' ? { ...command, type: 'found' } : { ...command, type: 'redeemed' }]);
      }
      case 'count':
        return count(state, command);
      case 'set-low':
        return ok((state.low ?? null) === command.halves ? [] : [{ ...command, type: 'low-set' }]);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'bought':
      case 'received':
        return withNew(state, event.cards);
      case 'reserved': {
        const { attempt, requestId, lender } = event;
        return change(state, event.numbers, (card) => ({
          ...card,
          status: 'reserved',
          attempt,
          lender,
          ...(requestId ? { requestId } : {}),
        }));
      }
      case 'released':
      case 'came-back':
        return change(state, event.numbers, free);
      case 'sent':
        return change(state, event.numbers, (card) => ({ ...card, status: 'in-transit' }));
      case 'accepted':
        return change(state, event.numbers, (card) => ({ ...card, status: 'spent' }));
      case 'lost':
        return change(state, event.numbers, (card) => ({ ...card, status: 'lost' }));
      case 'found':
        return change(state, event.numbers, (card) => ({ ...free(card), ...(event.branch ? { branch: event.branch } : {}) }));
      case 'redeemed':
        return change(state, event.numbers, (card) => ({ ...card, status: 'redeemed' }));
      case 'counted': {
        const { branch, missing, moved, unknown } = event;
        const lost = change(state, missing, (card) => ({ ...card, status: 'lost' }));
        const there = change(lost, moved, (card) => lyingAt(card, branch));
        return withNew(
          there,
          unknown.map((card) => lyingAt(card, branch)),
        );
      }
      case 'low-set':
        return { cards: state.cards, ...(event.halves === null ? {} : { low: event.halves }) };
    }
  },
};

const free = ({ number, denomination, branch }: Card): Card => ({
  number,
  denomination,
  status: 'held',
  ...(branch ? { branch } : {}),
});

/** The same card, at that branch alone. */
function lyingAt<C extends NewCard>(card: C, branch: string | undefined): C {
  const moved = { ...card, branch };
  if (branch === undefined) delete moved.branch;
  return moved;
}

function change(state: StockState, numbers: readonly string[], how: (card: Card) => Card): StockState {
  const these = new Set(numbers);
  return { ...state, cards: state.cards.map((card) => (these.has(card.number) ? how(card) : card)) };
}

function withNew(state: StockState, added: readonly NewCard[]): StockState {
  const numbers = new Set(added.map(({ number }) => number));
  const kept = state.cards.filter(({ number }) => !numbers.has(number));
  return { ...state, cards: [...kept, ...added.map((card): Card => ({ ...card, status: 'held' }))] };
}
