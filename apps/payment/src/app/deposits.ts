import { ok, type Money, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import {
  acceptedEntry,
  depositDecider,
  movedEntry,
  type DepositCommand,
  type DepositEvent,
  type DepositState,
} from '../domain/deposits/deposit.ts';
import { chart } from '../domain/ledger/accounts.ts';
import { reversal } from '../domain/ledger/entry.ts';
import { postAndTell } from './post-entries.ts';
import { depositId, deposits, notCome, openBooks } from './stores.ts';

export interface Which {
  readonly provider: string;
  readonly currency: string;
}

const DAY_ON_PAPER = 'Give the day on the paper.';
const BALANCE = statement(
  'select coalesce(sum(minor), 0)::bigint as minor from posting where tenant = $1 and account = $2 and currency = $3',
);

/** What the books say is left with a provider, in minor units. */
async function balanceOf(tx: Tx, { provider, currency }: Which): Promise<number> {
  const [row] = await tx.query<{ minor: string | number }>(BALANCE, [tx.tenant, chart.deposit(provider).code, currency]);
  return Number(row!.minor);
}

interface Stepped {
  readonly id: string;
  readonly version: number;
  readonly state: DepositState;
  readonly events: readonly DepositEvent[];
}
const step = (tx: Tx, which: Which, command: DepositCommand): Promise<Result<Stepped, Rejection>> =>
  deposits.step(tx, depositId(tx.tenant, which.provider, which.currency), (state) => depositDecider.decide(state, command));

/** Opens a deposit account, or says anew from how little on somebody is told. Its money is what the books say. */
export async function openDeposit(tx: Tx, which: Which, low?: number): Promise<Result<void, Rejection>> {
  const done = await step(tx, which, { type: 'open', ...which, low });
  return done.ok ? ok(undefined) : done;
}

/** Money went to the provider, or below zero came back: posted once, however often it is said. */
export async function moveDeposit(
  tx: Tx,
  which: Which,
  { amount, on, reference }: { readonly amount: Money; readonly on: string; readonly reference: string },
): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const early = notCome(tx, on, DAY_ON_PAPER);
  if (early) return early;
  const done = await step(tx, which, { type: 'move', minor: amount.minor, on, reference, entry: tx.newId() });
  if (!done.ok) return done;
  const { state, events, id } = done.value;
  const nth = state.moves.length - 1;
  if (events.length) await postAndTell(tx, id, [movedEntry(which, state.moves[nth]!, nth)]);
  return ok(undefined);
}

/** It was noted wrongly: the posting is reversed. @param nth counted from 0 */
export async function takeBackMove(tx: Tx, which: Which, nth: number, reason: string): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const done = await step(tx, which, { type: 'take-back', nth, reason });
  if (!done.ok) return done;
  const { state, events, id } = done.value;
  if (events.length) await postAndTell(tx, id, [reversal(movedEntry(which, state.moves[nth]!, nth), tx.newId(), reason)]);
  return ok(undefined);
}

/** The provider says what is left: it is held against the books as they stand. */
export async function stateDeposit(tx: Tx, which: Which, says: number, on: string): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const early = notCome(tx, on, DAY_ON_PAPER);
  if (early) return early;
  const done = await step(tx, which, { type: 'state', on, says, books: await balanceOf(tx, which) });
  return done.ok ? ok(undefined) : done;
}

/** The statement is right and the books are not: the difference is posted, with the reason. */
export async function acceptStatement(tx: Tx, which: Which, reason: string): Promise<Result<void, Rejection>> {
  await openBooks(tx);
  const done = await step(tx, which, { type: 'accept', reason });
  if (!done.ok) return done;
  const { state, id, version } = done.value;
  await postAndTell(tx, id, [acceptedEntry(which, state.stated!, reason, version, tx.newId())]);
  return ok(undefined);
}
