import { err, fold, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { stableId } from '#lib/service';
import type { Loaded, Tx } from '#lib/messaging';
import type { PaymentConfig } from '../config.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { cardsFor, stockDecider, type StockCommand, type StockState } from '../domain/vouchers/stock.ts';
import { orderEntry, voucherEntries, type IflaPrices } from '../domain/vouchers/voucher-entries.ts';
import { entryPosted, vouchersChanged } from './effects.ts';
import { postEntries } from './post-entries.ts';
import { openBooks, stockId, stocks } from './stores.ts';

/** IFLA's prices as they are set; always in euros. */
export const iflaPrices = (config: PaymentConfig): IflaPrices => ({
  full: money(config.IFLA_VOUCHER_CENTS, 'EUR'),
  fixedFee: money(config.IFLA_FIXED_FEE_CENTS, 'EUR'),
  perMille: config.IFLA_FEE_PER_MILLE,
});

/**
 * One step of a library's vouchers: decided, posted in halves (and in money, where IFLA asks or gives it), saved, told; all or nothing. The
 * database refuses it at commit where drawer and books would differ.
 */
export async function stepVouchers(tx: Tx, command: StockCommand, prices: IflaPrices): Promise<Result<StockState, Rejection>> {
  await openBooks(tx);
  return stepped(tx, await stocks.load(tx, stockId(tx.tenant)), command, prices);
}

async function stepped(
  tx: Tx,
  before: Loaded<StockState>,
  command: StockCommand,
  prices: IflaPrices,
): Promise<Result<StockState, Rejection>> {
  const decided = stockDecider.decide(before.state, command);
  if (!decided.ok) return decided;
  if (!decided.value.length) return ok(before.state);
  const entries: Entry[] = [];
  let { state } = before;
  for (const [n, event] of decided.value.entries()) {
    const version = before.version + n + 1;
    entries.push(...voucherEntries(state, event, version, () => tx.newId()));
    const order = orderEntry(state, event, prices, version, tx.newId());
    if (order) entries.push(order);
    state = fold(stockDecider, [event], state);
  }
  await postEntries(tx, before.id, entries);
  await stocks.save(tx, before, decided.value, [...entries.map(entryPosted), ...vouchersChanged(before.state, state)]);
  return ok(state);
}

export interface Wanted {
  readonly requestId: string;
  readonly lender: string;
  readonly halves: number;
  readonly branch?: string | undefined;
}

/** Promises vouchers to a lender for a request. Said again for the same two, nothing more is promised. */
export async function promiseVouchers(
  tx: Tx,
  { branch, ...wanted }: Wanted,
  prices: IflaPrices,
): Promise<Result<{ id: string; numbers: readonly string[] }, Rejection>> {
  const attempt = stableId('vouchers for', tx.tenant, wanted.requestId, wanted.lender);
  const done = await stepVouchers(tx, { type: 'reserve', attempt, ...wanted, ...(branch ? { branch } : {}) }, prices);
  if (!done.ok) return done;
  const cards = cardsFor(done.value, { attempt, ...wanted });
  // promised by another way before: by that number
  return ok({ id: cards[0]?.attempt ?? attempt, numbers: cards.map(({ number }) => number) });
}

export const PROMISE_STEPS = ['release', 'send', 'accept', 'come-back'] as const;
export type PromiseStep = (typeof PROMISE_STEPS)[number];
const FROM = { release: 'reserved', send: 'reserved', accept: 'in-transit', 'come-back': 'in-transit' } as const;
const INTO = { release: 'held', send: 'in-transit', accept: 'spent', 'come-back': 'held' } as const;

/**
 * What happens to promised vouchers, said by a person. Said again, nothing changes.
 * @returns a rejection where nothing is promised under this number, or its vouchers stand elsewhere
 */
export async function stepPromise(
  tx: Tx,
  attempt: string,
  type: PromiseStep,
  prices: IflaPrices,
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const stock = await stocks.load(tx, stockId(tx.tenant));
  const cards = stock.state.cards.filter((card) => card.attempt === attempt);
  if (!cards.length)
    return err(
      reject('not-found', `No vouchers of this library are promised under ${attempt}.`, {
        remedy: 'Reload the page: they may be back in the drawer',
      }),
    );
  if (cards.some(({ status }) => status === FROM[type])) {
    const done = await stepped(tx, stock, { type, attempt }, prices);
    return done.ok ? ok(undefined) : done;
  }
  if (cards.some(({ status }) => status === INTO[type])) return ok(undefined);
  const stand = cards.map(({ number, status }) => `${number} is ${status.replace('-', ' ')}`).join(', ');
  return err(reject('conflict', `Not possible: ${stand}.`, { remedy: 'Reload the page.' }));
}
