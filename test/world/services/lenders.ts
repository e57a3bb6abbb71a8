import { DAY, HOUR, type Money } from '#lib/kernel';
import { notFound, wrongMethod, xml, type Answer } from '../http.ts';
import { behaviorOf, lenderAnswer, type Asked } from '../lending.ts';
import { sendParcel } from '../parcels.ts';
import type { Task } from '../agenda.ts';
import type { WorldState } from '../state.ts';
import { readIso, type Heard } from './iso-read.ts';
import { confirmation } from './iso-write.ts';
import { hearAction } from './lender-actions.ts';
import type { Service } from './service.ts';
import { say, transactionOf, type Transaction } from './transactions.ts';

const TABLE = 'iso18626';
function expect(transaction: Transaction, due: number, state: WorldState): void {
  if (lenderAnswer(state.data, transaction.asked).answer !== 'yes') return;
  const at = new Date(due).toISOString();
  const behavior = behaviorOf(state.data, transaction.asked);
  const days = (behavior.shipHours ?? 20) * HOUR + (behavior.transitDays ?? 2) * DAY;
  state.change(TABLE, 'expects', transaction.id, { status: 'ExpectToSupply', responded: true }, at);
  const reason = transaction.responded ? 'StatusChange' : 'RequestResponse';
  say(state, transaction, at, { reason, status: 'ExpectToSupply', expected: new Date(due + days).toISOString() });
}

const midnight = (at: number, days: number): string => `${new Date(at + days * DAY).toISOString().slice(0, 10)}T23:59:00.000Z`;

function answer(transaction: Transaction, due: number, state: WorldState): void {
  const at = new Date(due).toISOString();
  const behavior = behaviorOf(state.data, transaction.asked);
  const said = lenderAnswer(state.data, transaction.asked);
  const update = (status: string) => state.change(TABLE, 'answered', transaction.id, { status, responded: true }, at);
  // the first word on a request is its response; what follows is a change
  const reason = transaction.responded ? 'StatusChange' : 'RequestResponse';
  if (said.answer === 'silent') return;
  if (said.answer === 'no') {
    update('Unfilled');
    say(state, transaction, at, { reason, status: 'Unfilled', reasonUnfilled: said.reason });
  } else if (said.answer === 'retry') {
    update('RetryPossible');
    say(state, transaction, at, {
      reason,
      status: 'RetryPossible',
      reasonRetry: said.reason,
      ...(said.offered ? { offered: said.offered } : {}),
      ...(said.payment ? { paymentOffered: said.payment } : {}),
    });
  } else {
    update('WillSupply');
    say(state, transaction, at, { reason, status: 'WillSupply' });
    state.schedule(TABLE, 'supply', transaction.id, due + (behavior.shipHours ?? 20) * HOUR);
  }
}

/** What a half voucher stands for: EUR 4 (IFLA). */
const vouchers = (half: number | undefined): Money | undefined => (half ? { minor: half * 400, currency: 'EUR' } : undefined);

function supply(transaction: Transaction, due: number, state: WorldState): void {
  const at = new Date(due).toISOString();
  const { asked } = transaction;
  const behavior = behaviorOf(state.data, asked);
  const said = lenderAnswer(state.data, asked);
  const cost = vouchers(behavior.halfVouchers) ?? behavior.charge;
  const payment = behavior.halfVouchers ? 'IFLAVoucher' : asked.payment;
  const bill = { ...(cost ? { cost } : {}), ...(cost && payment ? { payment } : {}) };
  const conditions = said.answer === 'yes' ? said.conditions : [];
  if (asked.service === 'Copy') {
    state.change(TABLE, 'copy-sent', transaction.id, { status: 'CopyCompleted', deliveredAt: at }, at);
    const url = `${state.url}/delivered/${TABLE}/${transaction.id}.pdf`;
    say(state, transaction, at, {
      reason: 'StatusChange',
      status: 'CopyCompleted',
      delivery: { at, items: [], url, method: 'URL', conditions, format: 'PDF', ...bill },
    });
    return;
  }
  const barcode =
    (said.answer === 'yes' ? said.item?.barcode : undefined) ?? `3${transaction.id.replaceAll(/\D/g, '').padStart(13, '0')}`;
  const work = state.data.works.find((row) => row.title === transaction.title);
  const tracking = sendParcel(
    state,
    {
      from: transaction.lender,
      to: transaction.requester.value,
      reference: transaction.requestId,
      about: transaction.id,
      service: TABLE,
      title: transaction.title,
      pieces: work?.pieces ?? 1,
      barcode,
    },
    due,
    behavior.transitDays ?? 2,
  );
  const dueDate = midnight(due, behavior.loanDays ?? 42);
  state.change(TABLE, 'shipped', transaction.id, { status: 'Loaned', dueDate, parcel: tracking }, at);
  state.schedule(TABLE, 'overdue', transaction.id, Date.parse(dueDate) + DAY);
  say(state, transaction, at, {
    reason: 'StatusChange',
    status: 'Loaned',
    dueDate,
    delivery: { at, items: [barcode], method: 'Courier', conditions, format: 'Printed', ...bill },
    tracking,
    returnTo: transaction.lender,
  });
}

function hearRequest(symbol: string, heard: Heard, state: WorldState): Answer {
  const before = transactionOf(state, symbol, heard);
  // a retry may come under its old number, which then was answered with RetryPossible; anything else under it is a repeat
  if (before && !(heard.requestType === 'Retry' && before.status === 'RetryPossible')) {
    state.asked(TABLE, 'request', { key: heard.requestId, effect: before.id, repeat: true });
    return xml(confirmation(heard, state.now()));
  }
  const id = state.nextId(TABLE, symbol);
  const asked: Asked = {
    lender: symbol,
    borrower: heard.requester.value,
    service: heard.service,
    wanted: heard.wanted,
    maxCost: heard.maxCost,
    payment: heard.payment,
  };
  const { supplier, requester, requestId, title } = heard;
  const behavior = behaviorOf(state.data, asked);
  const transaction: Transaction = {
    id,
    lender: symbol,
    supplier,
    requester,
    requestId,
    asked,
    title,
    status: 'RequestReceived',
    responded: behavior.acknowledges === true,
  };
  state.put(TABLE, 'request', transaction, requestId);
  state.asked(TABLE, 'request', { key: requestId, effect: id });
  if (behavior.acknowledges) say(state, transaction, state.now(), { reason: 'RequestResponse', status: 'RequestReceived' });
  const [now, wait] = [state.clock.now().getTime(), (behavior.answerHours ?? 4) * HOUR];
  if (behavior.expects) state.schedule(TABLE, 'expect', id, now + wait / 2);
  if (behavior.answer !== 'silent') state.schedule(TABLE, 'answer', id, now + wait);
  return xml(confirmation(heard, state.now()));
}

const STORY: Readonly<Record<string, (transaction: Transaction, due: number, state: WorldState) => void>> = {
  expect,
  answer,
  supply,
  returned(transaction, due, state) {
    const at = new Date(due).toISOString();
    state.unschedule(TABLE, transaction.id);
    state.change(TABLE, 'loan-completed', transaction.id, { status: 'LoanCompleted' }, at);
    say(state, transaction, at, { reason: 'StatusChange', status: 'LoanCompleted' });
  },
  overdue(transaction, due, state) {
    if (transaction.status !== 'Loaned') return;
    // renewed since: look again a day after the new date
    const overdueAt = Date.parse(transaction.dueDate ?? '') + DAY;
    if (overdueAt > due) return state.schedule(TABLE, 'overdue', transaction.id, overdueAt);
    const at = new Date(due).toISOString();
    state.change(TABLE, 'overdue', transaction.id, { status: 'Overdue' }, at);
    say(state, transaction, at, {
      reason: 'StatusChange',
      status: 'Overdue',
      ...(transaction.dueDate ? { dueDate: transaction.dueDate } : {}),
    });
  },
};

/**
 * The lenders' ISO 18626 addresses, `/iso18626/{symbol}`: each answers a message with its confirmation at once and, when its time
 * has come by the world's clock, with messages of its own to the borrower's address. A repeated request is confirmed and ignored.
 */
export const lenders: Service = {
  handle(call, state) {
    const [symbol = ''] = call.path;
    if (!state.strangers && !state.data.libraries.some((library) => library.symbol === symbol)) return notFound();
    if (call.method !== 'POST') return wrongMethod();
    const heard = readIso(call.body);
    if ('errorType' in heard) return xml(confirmation(undefined, state.now(), heard));
    if (heard.supplier.value && heard.supplier.value !== symbol)
      return xml(
        confirmation(heard, state.now(), {
          errorType: 'UnrecognisedDataValue',
          errorValue: `supplyingAgencyId: ${heard.supplier.value}`,
        }),
      );
    return heard.kind === 'request' ? hearRequest(symbol, heard, state) : hearAction(symbol, heard, state);
  },
  happen(task: Task, state) {
    const transaction = state.row(TABLE, task.about) as Transaction;
    STORY[task.task]?.(transaction, task.due, state);
  },
};
