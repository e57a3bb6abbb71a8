import { DAY } from '#lib/kernel';
import { xml, type Answer } from '../http.ts';
import { behaviorOf } from '../lending.ts';
import { sendParcel } from '../parcels.ts';
import type { WorldState } from '../state.ts';
import type { Heard } from './iso-read.ts';
import { confirmation } from './iso-write.ts';
import { say, transactionOf, type Transaction } from './transactions.ts';

const TABLE = 'iso18626';
type Action = (transaction: Transaction, state: WorldState, heard: Heard) => void;

const dueOf = (transaction: Transaction) => (transaction.dueDate ? { dueDate: transaction.dueDate } : {});
const BEFORE_SHIPPING = ['RequestReceived', 'ExpectToSupply', 'WillSupply', 'RetryPossible'];

const ACTIONS: Readonly<Record<string, Action>> = {
  StatusRequest(transaction, state) {
    const { status } = transaction;
    say(state, transaction, state.now(), { reason: 'StatusRequestResponse', status, ...dueOf(transaction) });
  },
  Cancel(transaction, state) {
    const behavior = behaviorOf(state.data, transaction.asked);
    if (behavior.ignoresCancel) return;
    const { status } = transaction;
    if (status === 'Cancelled') return;
    if (!BEFORE_SHIPPING.includes(status)) {
      say(state, transaction, state.now(), { reason: 'CancelResponse', yes: false, status, ...dueOf(transaction) });
      return;
    }
    state.unschedule(TABLE, transaction.id);
    state.change(TABLE, 'cancelled', transaction.id, { status: 'Cancelled', cancelled: true });
    say(state, transaction, state.now(), { reason: 'CancelResponse', yes: true, status: 'Cancelled' });
  },
  Received(transaction, state) {
    state.change(TABLE, 'received', transaction.id, { receivedAt: state.now() });
  },
  Renew(transaction, state) {
    const allowed = behaviorOf(state.data, transaction.asked).renewals ?? 1;
    const { status, renewed = 0, dueDate } = transaction;
    const yes = status === 'Loaned' && dueDate !== undefined && renewed < allowed;
    const later = yes ? new Date(Date.parse(dueDate) + 14 * DAY).toISOString() : dueDate;
    if (yes) state.change(TABLE, 'renewed', transaction.id, { renewed: renewed + 1, dueDate: later });
    say(state, transaction, state.now(), { reason: 'RenewResponse', yes, status, ...(later ? { dueDate: later } : {}) });
  },
  ShippedReturn(transaction, state) {
    if (transaction['returnParcel']) return;
    const { requester, lender, requestId, id, title } = transaction;
    const now = state.clock.now().getTime();
    const parcel = {
      from: requester.value,
      to: lender,
      reference: requestId,
      about: id,
      service: TABLE,
      title,
      pieces: 1,
    } as const;
    const homeward = { ...parcel, homeward: true };
    const days = behaviorOf(state.data, transaction.asked).transitDays ?? 2;
    state.change(TABLE, 'coming-back', id, { returnParcel: sendParcel(state, homeward, now, days) });
  },
  Notification(transaction, state, heard) {
    state.change(TABLE, 'notified', transaction.id, { lastNote: heard.note });
  },
  Lost(transaction, state) {
    state.unschedule(TABLE, transaction.id);
    state.change(TABLE, 'lost', transaction.id, { status: 'CompletedWithoutReturn' });
    say(state, transaction, state.now(), { reason: 'StatusChange', status: 'CompletedWithoutReturn' });
  },
};

/** A message of a borrower about a request it made: confirmed at once; what it leads to is said by messages. */
export function hearAction(symbol: string, heard: Heard, state: WorldState): Answer {
  const refuse = (errorType: string, errorValue: string) => xml(confirmation(heard, state.now(), { errorType, errorValue }));
  const action = ACTIONS[heard.action];
  if (!action) return refuse('UnsupportedActionType', heard.action);
  const transaction = transactionOf(state, symbol, heard);
  if (!transaction) return refuse('UnrecognisedDataValue', `requestingAgencyRequestId: ${heard.requestId}`);
  state.asked(TABLE, heard.action, { key: heard.requestId, effect: transaction.id });
  action(transaction, state, heard);
  return xml(confirmation(heard, state.now()));
}
