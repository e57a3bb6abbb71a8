import { err, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Policies } from '#lib/service';
import type { Lent, LentAction } from '../../domain/lent/index.ts';
import { carryOut } from '../carry-out.ts';
import { asksFor } from './asks.ts';
import { whenOf } from './around.ts';
import { lockBorrower, tellBorrower } from './here.ts';
import type { LentOrder } from './requesting.ts';
import { save } from './step.ts';
import { lents, lentWith } from './store.ts';

/** What a person does with something the library lends. */
export interface LentStep {
  readonly id: string;
  readonly action: LentAction | 'settle';
  /** What the person filled in, checked. */
  readonly fields: object;
  /** The version that the person had before them. */
  readonly version?: number | undefined;
}

const UNKNOWN = reject('not-found', 'This library lends no such thing.');

const PRICED: readonly LentOrder['on'][] = ['will-supply', 'ship', 'send-copy'];

/** A yes, or sending it, with what is asked for it as the charges policy says now; what was told the borrower before stays. */
async function priced(tx: Tx, policies: Policies | undefined, state: Lent, order: LentOrder): Promise<LentOrder> {
  if (!policies || state.asks || !PRICED.includes(order.on)) return order;
  const { requester, asked } = state;
  const asks = await asksFor(tx, policies, { borrower: requester.symbol, service: asked.service, asked, state });
  return asks ? ({ ...order, asks } as LentOrder) : order;
}

/** One command to something lent, and a borrower on the platform hears what it is told. */
async function stepOf(
  tx: Tx,
  id: string,
  order: LentOrder,
  policies?: Policies,
  version?: number,
): Promise<Result<Lent, Rejection>> {
  const [first, when] = await Promise.all([lents.load(tx, id), whenOf(tx)]);
  if (!first.state) return err(UNKNOWN);
  // the borrower's request before the lender's side, as the borrower's own steps have it: so neither waits for the other
  const loaded = (await lockBorrower(tx, first.state)) ? await lents.load(tx, id) : first;
  if (version !== undefined && loaded.version !== version)
    return err(
      reject('changed-meanwhile', 'It has moved on since you looked at it.', {
        remedy: 'Load it again and see what is possible now.',
      }),
    );
  const done = await save(tx, loaded, await priced(tx, policies, loaded.state!, order), when);
  if (!done.ok) return done;
  await tellBorrower(tx, done.value, carryOut);
  return { ok: true, value: done.value.lent };
}

/** A person at the lender does what ends a wait. */
export async function actLent(
  tx: Tx,
  policies: Policies,
  { id, action, fields, version }: LentStep,
): Promise<Result<Lent, Rejection>> {
  const { barcode } = fields as { readonly barcode?: string };
  const other = barcode && (await lentWith(tx, barcode, id));
  if (other)
    return err(
      reject('conflict', `The copy ${barcode} is lent already: ${other}.`, {
        field: 'barcode',
        remedy: 'Scan the copy’s own barcode; where the other one is back, check it in first.',
      }),
    );
  return stepOf(tx, id, { ...fields, on: action, by: 'staff' } as LentOrder, policies, version);
}

/**
 * What is heard, what the clock says, what came of a message: it changes something or nothing, and is never refused.
 * @param policies where it may be a yes, which says what is asked
 */
export async function step(tx: Tx, id: string, order: LentOrder, policies?: Policies): Promise<void> {
  unwrap(await stepOf(tx, id, order, policies));
}

/** A message did not get through: a person is told. */
export const notTold = (tx: Tx, id: string, said: string, reason: string): Promise<void> =>
  step(tx, id, { on: 'not-told', by: 'system', said, reason });
