import { PatronFeeChanged, type FeeOwed } from '#lib/contracts';
import { err, fold, money, ok, reject, unwrap, type Money, type Rejection, type Result } from '#lib/kernel';
import { message, type Effect, type Loaded, type Tx } from '#lib/messaging';
import { feeDecider, openOfFee, type FeeCommand, type FeeState } from '../domain/fees/patron-fee.ts';
import type { PaidBy } from '../domain/fees/fee-entries.ts';
import { entryPosted } from './effects.ts';
import { postEntries } from './post-entries.ts';
import { feeId, openBooks, patronFees } from './stores.ts';

/** What a patron has agreed to pay is owed: it was sent. Told again, it changes nothing. @param occurredAt ISO 8601 */
export async function oweFee(tx: Tx, attempt: string, { requestId, what, amount }: FeeOwed, occurredAt: string): Promise<void> {
  await openBooks(tx);
  const loaded = await patronFees.load(tx, feeId(attempt));
  unwrap(await stepped(tx, loaded, { type: 'owe', attempt, requestId, what, amount, id: tx.newId() }, occurredAt));
}

/** It is not: the fee and what was waived of it are reversed; what was paid of it is to be given back. */
export async function takeBackFee(tx: Tx, attempt: string, reason: string, occurredAt: string): Promise<void> {
  await openBooks(tx);
  const loaded = await patronFees.load(tx, feeId(attempt));
  unwrap(await stepped(tx, loaded, { type: 'take-back', reason, newId: () => tx.newId() }, occurredAt));
}

export type DeskStep = { readonly amount: Money } & (
  | { readonly type: 'pay' | 'refund'; readonly by: PaidBy; readonly receipt?: string | undefined }
  | { readonly type: 'waive'; readonly reason: string }
);

/** The desk notes that it was paid, given back, or waived: a whole or a part. */
export async function stepFee(tx: Tx, id: string, step: DeskStep): Promise<Result<FeeState, Rejection>> {
  await openBooks(tx);
  const found = await patronFees.find(tx, id);
  if (!found) return err(reject('not-found', `There is no fee ${id} at this library.`));
  return stepped(tx, found, { ...step, id: tx.newId() });
}

async function stepped(
  tx: Tx,
  before: Loaded<FeeState>,
  command: FeeCommand,
  occurredAt?: string,
): Promise<Result<FeeState, Rejection>> {
  const decided = feeDecider.decide(before.state, command);
  if (!decided.ok) return decided;
  const after = fold(feeDecider, decided.value, before.state);
  if (!decided.value.length) return ok(after);
  const entries = decided.value.flatMap((event) => (event.type === 'taken-back' ? event.entries : [event.entry]));
  await postEntries(tx, after.attempt!, entries, occurredAt);
  await patronFees.save(tx, before, decided.value, [...entries.map(entryPosted), changed(after)]);
  return ok(after);
}

/** How it stands, in the fee's currency. */
export function standingOf(state: FeeState): Omit<PatronFeeChanged, 'requestId'> {
  const amount = (minor: number): Money => money(minor, state.currency!);
  return { amount: amount(state.amount), paid: amount(state.paid), waived: amount(state.waived), open: amount(openOfFee(state)) };
}

const changed = (state: FeeState): Effect =>
  message(PatronFeeChanged, { requestId: state.requestId!, ...standingOf(state) }, { correlation: state.requestId! });
