import type { TaskAction } from '#lib/contracts';
import { transitionFor } from '#lib/kernel';
import type { On } from './commands.ts';
import { MACHINES } from './machines/index.ts';
import type { Attempt } from './state.ts';

export type Field = TaskAction['fields'][number];
/** Something a person may do with an attempt now. */
export interface Action {
  readonly name: StaffAction;
  readonly fields: readonly Field[];
}

/** What staff may do, in the order in which it is offered: the first is what usually comes next. */
export const STAFF_ACTIONS = [
  'deliver',
  'hold-placed',
  'order-confirmed',
  'accept-condition',
  'asked-by-hand',
  'receive',
  'notify',
  'check-out',
  'picked-up',
  'return',
  'ship-back',
  'catalog',
  'not-on-shelf',
  'hold-refused',
  'order-refused',
  'order-cancelled',
  'order-again',
  'decline-condition',
  'no-show',
  'return-unused',
  'not-received',
  'lender-shipped',
  'lender-said-no',
  'give-up',
  'discard',
  'undo',
] as const satisfies readonly On[];
export type StaffAction = (typeof STAFF_ACTIONS)[number];

const field = (name: string, kind: Field['kind'], required: boolean, value?: unknown): Field => ({
  name,
  kind,
  required,
  ...(value === undefined ? {} : { value }),
});
const reason = (required: boolean): Field => field('reason', 'text', required);

/** What a person fills in for it, with what to start from. */
export function fieldsOf(name: StaffAction, attempt: Attempt): readonly Field[] {
  switch (name) {
    case 'deliver':
      return [field('url', 'url', attempt.plan.machine === 'scan'), field('note', 'text', false)];
    case 'receive':
      return [field('pieces', 'number', false, attempt.wanted.wishes.pieces), field('note', 'text', false)];
    case 'order-confirmed':
      return [
        field('orderNumber', 'text', true),
        field('price', 'money', true, 'price' in attempt.plan ? attempt.plan.price : undefined),
      ];
    case 'accept-condition':
      return attempt.offered ? [field('maxCost', 'money', true, attempt.offered)] : [];
    case 'ship-back':
      return [field('carrier', 'text', false), field('tracking', 'text', false)];
    case 'lender-shipped':
      return [field('dueDate', 'date', false), field('cost', 'money', false), field('note', 'text', false)];
    case 'hold-refused':
    case 'order-refused':
    case 'order-cancelled':
    case 'return-unused':
    case 'lender-said-no':
      return [reason(true)];
    case 'not-on-shelf':
    case 'not-received':
    case 'give-up':
      return [reason(false)];
    default:
      return [];
  }
}

/** Steps the table has for jobs too, but which staff take only while nobody knows how things stand. */
const ONLY_WHEN_UNSURE: readonly StaffAction[] = ['hold-placed', 'order-confirmed'];

function offered(name: StaffAction, attempt: Attempt): boolean {
  const machine = MACHINES[attempt.plan.machine];
  if (machine.statuses[attempt.status].final || !transitionFor(machine, attempt.status, name)) return false;
  if (name === 'undo') return attempt.undo !== undefined;
  if (name === 'order-again') return !attempt.withdrawn;
  if (name === 'asked-by-hand') return 'lender' in attempt.plan && !attempt.plan.lender.address;
  if (name === 'hold-refused') return attempt.status === 'unsure' || attempt.status === 'hold-placed';
  if (name === 'order-refused') return attempt.status === 'unsure';
  return !ONLY_WHEN_UNSURE.includes(name) || attempt.status === 'unsure';
}

/** Everything staff may do with it as it stands. */
export const actionsOf = (attempt: Attempt): readonly Action[] =>
  STAFF_ACTIONS.filter((name) => offered(name, attempt)).map((name) => ({ name, fields: fieldsOf(name, attempt) }));
