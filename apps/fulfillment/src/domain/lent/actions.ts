import { formatMoney, transitionFor } from '#lib/kernel';
import { LOAN_CONDITIONS } from '#lib/policy';
import { REASONS_RETRY, REASONS_UNFILLED, type On, type When } from './commands.ts';
import { field, type Field } from '../field.ts';
import { isUnpaid } from './asks.ts';
import { machineOf } from './machine.ts';
import type { Lent } from './state.ts';
import { dueDateFor, renewedUntil } from './waits.ts';

export type { Field } from '../field.ts';

/** What the lender's staff may do, in the order in which it is offered: the first is what usually comes next. */
export const LENT_ACTIONS = [
  'will-supply',
  'pull',
  'ship',
  'send-copy',
  'cancel-yes',
  'cancel-no',
  'grant-renewal',
  'refuse-renewal',
  'check-in',
  'bill',
  'write-off',
  'condition',
  'try-later',
  'unfilled',
  'expect',
  'recall',
  'hold-return',
  'release-hold',
  'scan-again',
  'declare-lost',
  'take-back-charge',
  'tell',
  'undo',
] as const satisfies readonly On[];
export type LentAction = (typeof LENT_ACTIONS)[number];

/** Something a person may do with it now. */
export interface Action {
  readonly name: LentAction;
  readonly fields: readonly Field[];
}

/** Where it stands: as staff have it, else as the borrower found it. */
export const callNumberOf = ({ callNumber, asked }: Lent): string | undefined => callNumber ?? asked.callNumber;

const choice = (name: string, codes: readonly string[], required: boolean): Field => ({
  name,
  kind: 'choice',
  required,
  options: codes.map((value) => ({ value, label: value })),
});
const note = field('note', 'text', false);

/** What it costs: as it was offered, else as it is asked; no field where it is paid otherwise than with money. */
const costOf = ({ offered, asks, charge }: Lent): Field[] =>
  isUnpaid(asks?.means) ? [] : [field('cost', 'money', false, offered ?? (charge ? undefined : asks?.amount))];

/** What a person fills in for it, with what to start from. */
export function fieldsOf(name: LentAction, lent: Lent, when: When): readonly Field[] {
  const { terms, loanDays, dueDate, asked } = lent;
  const loan = asked.service === 'loan';
  const callNumber = field('callNumber', 'text', false, callNumberOf(lent));
  switch (name) {
    case 'will-supply':
      return [...(loan ? [field('loanDays', 'number', false, loanDays ?? terms.loanDays)] : []), callNumber, note];
    case 'pull':
      return [...(loan ? [field('barcode', 'text', false)] : []), callNumber];
    case 'condition':
      return [field('cost', 'money', false), ...(loan ? [choice('condition', LOAN_CONDITIONS, false)] : []), note];
    case 'try-later':
      return [choice('reason', REASONS_RETRY, true), field('after', 'date', false), note];
    case 'unfilled':
      return [choice('reason', REASONS_UNFILLED, true), note];
    case 'ship':
      return [
        field('barcode', 'text', false, lent.barcode),
        field('dueDate', 'date', true, dueDateFor(terms, loanDays, when)),
        field('pieces', 'number', false, 1),
        field('carrier', 'text', false),
        field('tracking', 'text', false),
        ...costOf(lent),
        choice('condition', LOAN_CONDITIONS, false),
        note,
      ];
    case 'send-copy':
      return [field('url', 'url', false), ...costOf(lent), note];
    case 'grant-renewal':
      return [field('dueDate', 'date', true, renewedUntil(terms, loanDays, dueDate, when))];
    case 'recall':
      return [field('dueDate', 'date', false), note];
    case 'check-in':
      return [field('pieces', 'number', false, lent.pieces), field('condition', 'text', false)];
    case 'bill':
      return [field('cost', 'money', true), note];
    case 'tell':
    case 'take-back-charge':
      return [field('note', 'text', true)];
    case 'expect':
    case 'cancel-no':
    case 'refuse-renewal':
    case 'hold-return':
    case 'release-hold':
    case 'declare-lost':
    case 'write-off':
      return [note];
    default:
      return [];
  }
}

function isOffered(name: LentAction, lent: Lent): boolean {
  const machine = machineOf(lent.asked.service);
  // what was charged for it may be taken back after its end as well
  if (name === 'take-back-charge')
    return lent.charge !== undefined && lent.uncharged === undefined && transitionFor(machine, lent.status, name) !== undefined;
  if (machine.statuses[lent.status].final || !transitionFor(machine, lent.status, name)) return false;
  if (name === 'undo') return lent.undo !== undefined;
  if (name === 'hold-return') return !lent.held;
  if (name === 'release-hold') return lent.held === true;
  if (name === 'condition' || name === 'try-later') return !lent.sent;
  // sending it is for when it is promised; that it may be sent all the same is the table's
  if (name === 'ship' || name === 'send-copy') return lent.status !== 'conditional' && lent.status !== 'try-later';
  return true;
}

/** Everything staff may do with it as it stands. */
export const actionsOf = (lent: Lent, when: When): readonly Action[] =>
  LENT_ACTIONS.filter((name) => isOffered(name, lent)).map((name) => ({ name, fields: fieldsOf(name, lent, when) }));

/** The worklists of whoever lends. */
export const LENT_WORKLISTS = [
  'to-answer',
  'to-pull',
  'to-send',
  'cancel-asked',
  'renewals',
  'overdue',
  'to-check-in',
  'problems',
] as const;
export type LentWorklist = (typeof LENT_WORKLISTS)[number];

/** The worklist it stands on; undefined while nobody at the lender has anything to do. With a question it stands on the problems as well. */
export function worklistOf(lent: Lent): LentWorklist | undefined {
  switch (lent.status) {
    case 'asked':
      return 'to-answer';
    case 'promised':
      return 'to-pull';
    case 'pulled':
      return 'to-send';
    case 'cancel-asked':
      return 'cancel-asked';
    case 'renewal-asked':
      return 'renewals';
    case 'overdue':
    case 'recalled':
      return 'overdue';
    case 'on-its-way-back':
      return 'to-check-in';
    case 'lost':
      return 'problems';
    default:
      return lent.questions.length ? 'problems' : undefined;
  }
}

/** Why it waits, in plain words. */
export function reasonOf(lent: Lent): string {
  const { status, requester, dueDate, reason, asked, reminders, offered: cost } = lent;
  const late = reminders > 0 ? ' It has waited too long.' : '';
  switch (status) {
    case 'asked':
      return `${requester.name} asks for ${asked.service === 'loan' ? 'it' : 'a copy'}.${late}`;
    case 'conditional':
      return cost ? `Offered for ${formatMoney(cost)}.` : `Offered on condition: ${(lent.loanConditions ?? []).join(', ')}.`;
    case 'try-later':
      return lent.retryAfter ? `It may be asked for again from ${lent.retryAfter} on.` : 'It may be asked for again later.';
    case 'promised':
      return `Take it from the shelf.${late}`;
    case 'pulled':
      return `${asked.service === 'loan' ? 'Send it' : 'Scan and send it'}.${late}`;
    case 'cancel-asked':
      return `${requester.name} does not want it any more${reason ? ` (${reason})` : ''}.${late}`;
    case 'renewal-asked':
      return `${requester.name} asks to keep it longer than ${dueDate ?? 'agreed'}.${late}`;
    case 'overdue':
      return `It was due on ${dueDate ?? 'a day nobody named'}.`;
    case 'recalled':
      return 'It has been recalled.';
    case 'on-its-way-back':
      return `On its way back${reason ? ` (${reason})` : ''}.${late}`;
    case 'lost':
      return `${reason ?? 'It has not come back.'} Bill it or write it off.${late}`;
    default:
      return reason ?? (dueDate ? `Due on ${dueDate}.` : '');
  }
}
