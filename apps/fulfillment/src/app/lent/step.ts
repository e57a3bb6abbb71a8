import { CirculateCopy, LentChanged, LentCharged, LentChargeTakenBack, type LentStatus } from '#lib/contracts';
import { ok, type Rejection, type Result } from '#lib/kernel';
import { job, message, type Effect, type Loaded, type Tx } from '#lib/messaging';
import { decide, evolve, NOT_BACK, type Command, type Lent, type LentEvent, type When } from '../../domain/lent/index.ts';
import type { Outgoing } from '../jobs/bring.ts';
import { titleOf } from '../store.ts';
import type { Borrower } from '../../domain/lent/advice.ts';
import { borrowerOf } from './borrower.ts';
import type { LentOrder } from './requesting.ts';
import { lents } from './store.ts';
import { supplyingXml } from './supplying.ts';

/** A message on its way to a borrower outside. */
export interface TellBorrower extends Outgoing {
  readonly said: string;
}

const changed = ({ requester, asked, status, dueDate }: Lent): LentChanged => ({
  borrower: requester.symbol,
  service: asked.service,
  title: titleOf(asked.citation),
  status,
  ...(dueDate ? { dueDate } : {}),
});

const OUT: readonly LentStatus[] = [...NOT_BACK, 'lost'];
const isOut = (lent: Lent | null): boolean => lent !== null && OUT.includes(lent.status);

/** What the lender's own system is told of its copy, where it is known which one it is: that it has left the house, that it is back. */
function circulation(before: Lent | null, after: Lent): CirculateCopy | undefined {
  const { asked, barcode, requester, dueDate, status } = after;
  if (asked.service !== 'loan' || !barcode) return undefined;
  const borrower = requester.symbol;
  if (isOut(after) && !isOut(before)) return { step: 'check-out', barcode, borrower, ...(dueDate ? { due: dueDate } : {}) };
  return status === 'returned' && isOut(before) ? { step: 'check-in', barcode, borrower } : undefined;
}

/** What others hear of what is owed for it: of a member's request nothing, of an outside borrower's its number. */
function chargeTold(event: LentEvent, lent: Lent, borrower: KnownBorrower, sequence: number): Effect[] {
  const told = { correlation: lent.id, sequence };
  if (event.type === 'uncharged') return [message(LentChargeTakenBack, { reason: event.reason }, told)];
  if (event.type !== 'charged') return [];
  const { requester, asked, requestIds } = lent;
  const { country, member } = borrower;
  const reference = requester.via === 'iso18626' ? requestIds.at(-1)!.slice(0, 200) : undefined;
  const charged: LentCharged = {
    borrower: requester.symbol,
    ...(country ? { country } : {}),
    member,
    service: asked.service,
    ...(reference ? { reference } : {}),
    ...event.charge,
  };
  return [message(LentCharged, charged, told)];
}
type KnownBorrower = Pick<Borrower, 'country' | 'member'>;

/** What follows from the events of one step: others hear where it stands, and an outside borrower what it is told, in order. */
function effects(
  lender: string,
  { id, version, state }: Loaded<Lent | null>,
  events: readonly LentEvent[],
  borrower: KnownBorrower,
): Effect[] {
  let lent = state;
  const found: Effect[] = [];
  for (const [n, event] of events.entries()) {
    const before = lent;
    lent = evolve(lent, event);
    found.push(...chargeTold(event, lent, borrower, version + n + 1));
    if (event.type !== 'said' || lent.requester.via !== 'iso18626') continue;
    if (!before) throw new Error('lent: told before it was asked for');
    const { address, symbol } = lent.requester;
    const payload: TellBorrower = { address, partner: symbol, said: event.status, xml: supplyingXml(lender, lent, event) };
    found.push(job({ kind: 'tell-borrower', key: id, lane: id, payload }));
  }
  const after = lent!;
  if (!state || state.status !== after.status || state.dueDate !== after.dueDate)
    found.push(message(LentChanged, changed(after), { correlation: id, sequence: version + events.length }));
  const circulates = circulation(state, after);
  if (circulates) found.push(message(CirculateCopy, circulates, { correlation: id }));
  return found;
}

/** What a step came to, with what a borrower on the platform is to be told of it. */
export interface Stepped {
  readonly lent: Lent;
  readonly version: number;
  readonly events: readonly LentEvent[];
}

/** One command to something lent: decide → save with what follows, in the lender's transaction. Where nothing happens nothing is saved. */
export async function save(
  tx: Tx,
  loaded: Loaded<Lent | null>,
  order: LentOrder,
  when: When,
): Promise<Result<Stepped, Rejection>> {
  const command = { questionId: tx.newId(), ...order, ...when } as Command;
  const decided = decide(loaded.state, command);
  if (!decided.ok) return decided;
  const events = decided.value;
  if (!events.length) return ok({ lent: loaded.state!, version: loaded.version, events });
  const charged = loaded.state && events.some(({ type }) => type === 'charged');
  const borrower = charged
    ? await borrowerOf(tx, { borrower: loaded.state.requester.symbol, state: loaded.state }, false)
    : { member: false };
  const saved = await lents.save(tx, loaded, events, effects(tx.tenant, loaded, events, borrower));
  return ok({ lent: saved.state!, version: saved.version, events });
}
