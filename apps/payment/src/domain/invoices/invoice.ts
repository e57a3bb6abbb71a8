import { err, formatMoney, money, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { dayAfter, totalOf, type InvoiceDocument, type Issued } from './document.ts';
import { invoiceMachine, type InvoiceStatus } from './invoice.machine.ts';

/** Money that came for an invoice, or below zero went back, as somebody saw it on the account. */
export interface Payment {
  readonly minor: number;
  readonly on: string;
  /** The bank's own words for it. */
  readonly reference: string;
  /** The entry that stands for it. */
  readonly entry: string;
  /** Why it was none after all. */
  readonly takenBack?: string;
}
/** A credit note on this invoice. */
export interface Credit {
  readonly id: string;
  readonly number: string;
  /** Which lines, counted from 1. */
  readonly lines: readonly number[];
  readonly minor: number;
}
/** What a credit note is for. */
export interface CreditOf {
  readonly id: string;
  readonly number: string;
  readonly lines: readonly number[];
  readonly reason: string;
}

export interface InvoiceState {
  readonly status: InvoiceStatus;
  readonly kind: 'invoice' | 'credit-note';
  readonly document?: InvoiceDocument;
  readonly issued?: Issued;
  readonly of?: CreditOf;
  readonly payments: readonly Payment[];
  readonly credits: readonly Credit[];
  /** How often a reminder has gone out; of a draft, how often it was asked about. */
  readonly reminders: number;
  readonly remindedOn?: string;
  readonly discardedBecause?: string;
  readonly deadline?: string;
}

export type InvoiceCommand =
  | { readonly type: 'draft'; readonly document: InvoiceDocument; readonly remindAt: string }
  | { readonly type: 'discard'; readonly reason: string }
  | { readonly type: 'issue'; readonly issued: Issued & { readonly due: string } }
  | { readonly type: 'issue-credit'; readonly document: InvoiceDocument; readonly issued: Issued; readonly of: CreditOf }
  | ({ readonly type: 'pay' | 'refund'; readonly remindAt: string } & Omit<Payment, 'takenBack'>)
  | { readonly type: 'take-back'; readonly nth: number; readonly reason: string; readonly remindAt: string }
  | { readonly type: 'credit'; readonly credit: Credit; readonly remindAt: string }
  | { readonly type: 'remind'; readonly on: string; readonly remindAt: string }
  | { readonly type: 'fall-due'; readonly remindAt: string };

export type InvoiceEvent =
  | { readonly type: 'drafted'; readonly document: InvoiceDocument; readonly remindAt: string }
  | { readonly type: 'discarded'; readonly reason: string }
  | { readonly type: 'issued'; readonly issued: Issued & { readonly due: string } }
  | { readonly type: 'credit-issued'; readonly document: InvoiceDocument; readonly issued: Issued; readonly of: CreditOf }
  | { readonly type: 'paid'; readonly payment: Payment; readonly remindAt: string }
  | { readonly type: 'taken-back'; readonly nth: number; readonly reason: string; readonly remindAt: string }
  | { readonly type: 'credited'; readonly credit: Credit; readonly remindAt: string }
  | { readonly type: 'reminded'; readonly on: string; readonly remindAt: string }
  | { readonly type: 'fell-due'; readonly remindAt: string };

const received = (payments: readonly Payment[]): number => totalOf(payments.filter(({ takenBack }) => takenBack === undefined));

/** What of it is neither paid nor credited, in minor units; below zero: to be paid back. Nothing before it is issued, and of a credit note. */
export function openOf({ kind, issued, document, payments, credits }: InvoiceState): number {
  if (kind === 'credit-note' || !issued || !document) return 0;
  return totalOf(document.lines) - totalOf(credits) - received(payments);
}

const no = (code: string, message: string, remedy?: string, field?: string): Result<never, Rejection> =>
  err(reject(code, message, { ...(remedy && { remedy }), ...(field && { field }) }));

/**
 * What is issued stays as it is; what was wrong is credited, line by line, each once. No more is taken than is open, and no more goes back than was
 * taken too much. The same payment said again changes nothing.
 */
export const invoiceDecider: Decider<InvoiceState, InvoiceCommand, InvoiceEvent> = {
  initial: { status: 'none', kind: 'invoice', payments: [], credits: [], reminders: 0 },
  decide(state, command) {
    if ((command.type === 'pay' || command.type === 'refund') && isKnown(state, command)) return ok([]);
    if (!transitionFor(invoiceMachine, state.status, command.type)) {
      if (command.type === 'fall-due') return ok([]);
      return no('conflict', `${nameOf(state)} is ${standing(state)}: not possible.`, 'Load it again.');
    }
    switch (command.type) {
      case 'draft':
        return ok([{ ...command, type: 'drafted' }]);
      case 'discard':
        return ok([{ ...command, type: 'discarded' }]);
      case 'issue':
        return state.document?.address
          ? ok([{ ...command, type: 'issued' }])
          : no('no-address', 'The invoice says nowhere to whom it goes.', 'Give the debtor’s address (`address`).', 'address');
      case 'issue-credit':
        return ok([{ ...command, type: 'credit-issued' }]);
      case 'pay':
      case 'refund':
        return moneyFor(state, command);
      case 'take-back': {
        const { nth } = command;
        const payment = state.payments[nth];
        if (!payment) return no('not-found', `There is no payment ${nth + 1}; there are ${state.payments.length}.`);
        return ok(payment.takenBack === undefined ? [{ ...command, type: 'taken-back' }] : []);
      }
      case 'credit':
        return credited(state, command);
      case 'remind':
        return ok([{ ...command, type: 'reminded' }]);
      case 'fall-due':
        return ok([{ ...command, type: 'fell-due' }]);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'drafted':
        return { ...state, status: 'draft', document: event.document, reminders: 0, deadline: event.remindAt };
      case 'discarded':
        return { ...state, status: 'discarded', discardedBecause: event.reason, deadline: undefined };
      case 'issued':
        return { ...state, status: 'issued', issued: event.issued, reminders: 0, deadline: endOf(event.issued.due) };
      case 'credit-issued': {
        const { document, issued, of } = event;
        return { ...state, status: 'settled', kind: 'credit-note', document, issued, of };
      }
      case 'paid':
        return moved({ ...state, payments: [...state.payments, event.payment] }, event.remindAt);
      case 'taken-back': {
        const payments = state.payments.map((one, n) => (n === event.nth ? { ...one, takenBack: event.reason } : one));
        return moved({ ...state, payments }, event.remindAt);
      }
      case 'credited':
        return moved({ ...state, credits: [...state.credits, event.credit] }, event.remindAt);
      case 'reminded':
        return {
          ...state,
          status: 'issued',
          reminders: state.reminders + 1,
          remindedOn: event.on,
          deadline: event.remindAt,
        };
      case 'fell-due':
        if (state.status === 'draft') return { ...state, reminders: state.reminders + 1, deadline: event.remindAt };
        return { ...state, status: state.status === 'to-refund' ? 'to-refund' : 'overdue', deadline: event.remindAt };
    }
  },
};

type Pay = Extract<InvoiceCommand, { type: 'pay' | 'refund' }>;
const signed = ({ type, minor }: Pay): number => (type === 'pay' ? minor : -minor);

const isKnown = ({ payments }: InvoiceState, pay: Pay): boolean =>
  payments.some(
    ({ minor, on, reference, takenBack }) =>
      takenBack === undefined && minor === signed(pay) && on === pay.on && reference === pay.reference,
  );

function moneyFor(state: InvoiceState, pay: Pay): Result<readonly InvoiceEvent[], Rejection> {
  const { type, on, reference, entry, minor, remindAt } = pay;
  const left = Math.abs(openOf(state));
  if (minor > left) {
    const most = formatMoney(money(left, state.document!.currency));
    const words = type === 'pay' ? `Only ${most} of ${nameOf(state)} is open` : `Only ${most} is to be paid back`;
    return no('too-much', `${words}.`, 'Note what belongs to this invoice; what is beyond it belongs to another.', 'amount');
  }
  return ok([{ type: 'paid', payment: { minor: signed(pay), on, reference, entry }, remindAt }]);
}

function credited(
  state: InvoiceState,
  { credit, remindAt }: Extract<InvoiceCommand, { type: 'credit' }>,
): Result<readonly InvoiceEvent[], Rejection> {
  const { lines } = state.document!;
  const before = new Set(state.credits.flatMap((one) => one.lines));
  for (const line of credit.lines) {
    if (line > lines.length) return no('not-found', `${nameOf(state)} has no line ${line}, it has ${lines.length}.`);
    if (before.has(line))
      return no('already-credited', `Line ${line} of ${nameOf(state)} is credited already.`, 'Leave it out (`lines`).');
    before.add(line);
  }
  return credit.lines.length
    ? ok([{ type: 'credited', credit, remindAt }])
    : no('already-credited', `All of ${nameOf(state)} is credited already.`);
}

/** How it stands once money or a credit note has moved what is open. */
function moved(state: InvoiceState, remindAt: string): InvoiceState {
  const open = openOf(state);
  if (open === 0) return { ...state, status: 'settled', deadline: undefined };
  if (open < 0) return { ...state, status: 'to-refund', deadline: remindAt };
  if (state.status === 'overdue') return state;
  const due = endOf(state.issued?.due ?? '');
  return { ...state, status: 'issued', deadline: state.remindedOn && state.deadline ? state.deadline : due };
}

/** Its due day is over. */
const endOf = (day: string): string => `${dayAfter(day, 1)}T00:00:00.000Z`;

const nameOf = ({ kind, issued }: InvoiceState): string =>
  issued ? `${kind === 'invoice' ? 'Invoice' : 'Credit note'} ${issued.number}` : 'This invoice';
const standing = ({ status }: InvoiceState): string => status.replaceAll('-', ' ');
