import { formatMoney } from '#lib/kernel';
import { actionsOf, type Action, type StaffAction } from './actions.ts';
import { supplierOf } from './plan.ts';
import type { Attempt } from './state.ts';
import type { Question } from './events.ts';

/** The worklists staff work through. */
export type TaskKind =
  | 'to-scan'
  | 'ask-by-hand'
  | 'to-buy'
  | 'conditional'
  | 'unsure'
  | 'to-receive'
  | 'to-check'
  | 'to-notify'
  | 'to-pick-up'
  | 'with-patron'
  | 'overdue'
  | 'to-return'
  | 'to-catalog'
  | 'second-supply'
  | 'no-answer'
  | 'lost'
  | Question['kind'];

/** Something on an attempt that waits for a person. */
export interface Waiting {
  readonly id: string;
  readonly kind: TaskKind;
  readonly reason: string;
  readonly since: string;
  readonly deadline?: string;
  readonly actions: readonly (
    Action | { readonly name: 'settle'; readonly questionId: string; readonly fields: Action['fields'] }
  )[];
}

const SPARE: Readonly<Partial<Record<Attempt['status'], string>>> = {
  'will-supply': 'sends it all the same: it could no longer be stopped.',
  shipped: 'has sent it although it is no longer waited for.',
  received: 'has sent it although it is no longer waited for: give it to the patron or send it back.',
};

const handOver = ({ wanted: { wishes } }: Attempt): string =>
  wishes.homeDelivery ? 'send it to the patron’s home, and tell them' : 'tell the patron';

/** The patron's due date, with the lender's where that is another day. */
const dueWords = ({ dueDate, patronDueDate }: Attempt): string => {
  if (!dueDate) return 'a day the lender did not name';
  return patronDueDate && patronDueDate !== dueDate ? `${patronDueDate} (the lender’s day is ${dueDate})` : dueDate;
};
const renewalWords = ({ renewal }: Attempt): string =>
  renewal === 'asked' ? ' The lender has been asked to renew it.' : renewal === 'refused' ? ' The lender does not renew it.' : '';

/** Which worklist it stands on and why; undefined while nobody at the desk has anything to do. */
function statusTask(attempt: Attempt): { kind: TaskKind; reason: string } | undefined {
  const { status, plan, reminders } = attempt;
  const supplier = supplierOf(plan);
  const spare = attempt.withdrawn && 'lender' in plan ? SPARE[status] : undefined;
  if (spare) return { kind: 'second-supply', reason: `${supplier} ${spare}` };
  const late = reminders > 0 ? ' It has waited too long.' : '';
  switch (status) {
    case 'planned':
      if (plan.machine === 'scan')
        return { kind: 'to-scan', reason: `Scan it from the shelf${plan.callNumber ? ` at ${plan.callNumber}` : ''}.${late}` };
      if (plan.machine === 'buy-by-hand')
        return { kind: 'to-buy', reason: `Buy it at the publisher’s own site, for ${formatMoney(plan.price)} at most.${late}` };
      return 'lender' in plan && !plan.lender.address
        ? { kind: 'ask-by-hand', reason: `${plan.lender.name} has no address for messages: ask there by hand.` }
        : undefined;
    case 'conditional':
      return {
        kind: 'conditional',
        reason: attempt.offered
          ? `${supplier} asks ${formatMoney(attempt.offered)}.`
          : `${supplier} lends it on condition: ${(attempt.loanConditions ?? []).join(', ')}.`,
      };
    case 'unsure':
      return { kind: 'unsure', reason: `${attempt.reason ?? 'Nobody knows whether it was taken.'} Look it up at ${supplier}.` };
    case 'shipped':
      return { kind: 'to-receive', reason: `On its way from ${supplier}.${late}` };
    case 'received':
      return plan.machine === 'borrow-copy'
        ? { kind: 'to-check', reason: `A copy from ${supplier} has come: look at it before the patron gets it.${late}` }
        : {
            kind: 'to-notify',
            reason: `It is here${attempt.reason ? ` (${attempt.reason})` : ''}: ${handOver(attempt)}.${late}`,
          };
    case 'hold-placed':
      return { kind: 'to-pick-up', reason: 'The hold is placed; circulation gives it out.' };
    case 'patron-notified':
      return { kind: 'to-pick-up', reason: 'It waits on the hold shelf.' };
    case 'checked-out':
      if (plan.machine === 'buy-print') return { kind: 'to-catalog', reason: `Add it to the collection.${late}` };
      if (attempt.recalled) return { kind: 'overdue', reason: `${supplier} has recalled it.` };
      if (attempt.overdue || reminders > 0)
        return { kind: 'overdue', reason: `It was due on ${dueWords(attempt)}.${renewalWords(attempt)}` };
      return {
        kind: 'with-patron',
        reason: `${attempt.dueDate ? `The patron has it until ${dueWords(attempt)}.` : 'The patron has it.'}${renewalWords(attempt)}`,
      };
    case 'returned-by-patron':
      return plan.machine === 'buy-print'
        ? { kind: 'to-catalog', reason: `${attempt.reason ?? 'It is back.'} Add it to the collection.${late}` }
        : {
            kind: 'to-return',
            reason: attempt.holdReturn
              ? `${supplier} asks to keep it until it says otherwise.`
              : `Send it back to ${supplier}.${late}`,
          };
    case 'ordered':
      if (plan.machine === 'buy-by-hand')
        return {
          kind: 'to-buy',
          reason: attempt.withdrawn
            ? `Bought before the request ended: take down where the file is, or have the money given back.${late}`
            : `It is bought: give the patron the file once it is here.${late}`,
        };
      return late
        ? { kind: 'overdue', reason: `${supplier} has not supplied order ${attempt.order?.orderNumber ?? ''} yet.` }
        : undefined;
    case 'expect-to-supply':
    case 'will-supply':
      return late ? { kind: 'no-answer', reason: `${supplier} said yes and has sent nothing yet.` } : undefined;
    case 'lost':
      return {
        kind: 'lost',
        reason: `${attempt.reason ?? 'It is lost.'} Settle it with ${supplier}, or have it returned should it be found.${late}`,
      };
    case 'shipped-back':
      return late ? { kind: 'overdue', reason: `${supplier} has not said that it came back.` } : undefined;
    default:
      return undefined;
  }
}

/** Not offered on a worklist: they are for the request's page, when somebody calls. */
const ASIDE: readonly StaffAction[] = [
  'lender-said-no',
  'lender-shipped',
  'ask-status',
  'write-lender',
  'ask-refund',
  'not-obtained',
];

/** All that waits for a person on this attempt. */
export function tasksOf(attempt: Attempt): readonly Waiting[] {
  const found: Waiting[] = [];
  const waits = statusTask(attempt);
  if (waits)
    found.push({
      id: attempt.id,
      ...waits,
      since: attempt.since,
      ...(attempt.deadline ? { deadline: attempt.deadline } : {}),
      actions: actionsOf(attempt).filter(({ name }) => waits.kind === 'ask-by-hand' || !ASIDE.includes(name)),
    });
  for (const question of attempt.questions)
    found.push({
      id: `${attempt.id}:${question.id}`,
      kind: question.kind,
      reason: question.text,
      since: question.at,
      actions: [{ name: 'settle', questionId: question.id, fields: [{ name: 'note', kind: 'text', required: true }] }],
    });
  return found;
}

/** Who has to act: as the table says, or staff where a lender can only be reached by hand. */
export const byHand = (attempt: Attempt): boolean =>
  attempt.status === 'planned' && 'lender' in attempt.plan && !attempt.plan.lender.address;
