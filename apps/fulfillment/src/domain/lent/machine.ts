import type { LentStatus, ServiceType } from '#lib/contracts';
import type { Machine, Owner as Anyone, StatusRule, Transition, Undo } from '#lib/kernel';
import type { On } from './commands.ts';
import { waitText } from './waits.ts';

type Row = Transition<LentStatus, On>;
type Statuses = readonly LentStatus[];

/** What it takes to take a step back: nobody outside learned of it; another step makes up for it; or it has been told and acted upon. */
const FREE: readonly On[] = ['pull'];
const COMPENSATE: readonly On[] = [
  'will-supply',
  'expect',
  'condition',
  'try-later',
  'recall',
  'hold-return',
  'release-hold',
  'scan-again',
];
export const undoOf = (on: On): Undo =>
  on === 'undo' || FREE.includes(on) ? 'free' : COMPENSATE.includes(on) ? 'compensate' : 'impossible';

const row = (from: LentStatus | Statuses, on: On, to: LentStatus | Statuses): Row => ({ from, on, to, undo: undoOf(on) });
const stays = (statuses: Statuses, on: On): Row[] => statuses.map((status) => row(status, on, status));

/** Nothing sent yet. */
export const BEFORE: Statuses = ['asked', 'conditional', 'try-later', 'promised', 'pulled', 'cancel-asked'];
const WORKED_ON: Statuses = ['promised', 'pulled', 'cancel-asked'];
const WAITS_FOR_BORROWER: Statuses = ['conditional', 'try-later'];
const OUT: Statuses = ['shipped', 'with-borrower', 'renewal-asked', 'overdue', 'recalled'];
/** Sent, and neither back nor given up. */
export const NOT_BACK: Statuses = [...OUT, 'on-its-way-back'];
const EMPTY: Statuses = ['unfilled', 'cancelled'];

/** Until it is sent, loans and copies alike. @param no where it ends when nothing, or nothing more, is sent */
const answering = (no: Statuses): readonly Row[] => [
  // conditional: it would cost more than the borrower pays
  row('asked', 'will-supply', ['promised', 'conditional']),
  ...stays(['asked'], 'expect'),
  row(['asked', 'promised', 'pulled'], 'condition', 'conditional'),
  row(['asked', 'promised', 'pulled'], 'try-later', 'try-later'),
  row(['asked', ...WAITS_FOR_BORROWER], 'unfilled', 'unfilled'),
  row(['promised', 'pulled'], 'unfilled', no),
  row('promised', 'pull', 'pulled'),
  row('pulled', 'undo', 'promised'),
  row(WAITS_FOR_BORROWER, 'hears-retry', ['asked', 'promised']),
  row(['asked', ...WAITS_FOR_BORROWER], 'hears-cancel', 'cancelled'),
  row('promised', 'hears-cancel', ['cancel-asked', 'promised']),
  row('pulled', 'hears-cancel', ['cancel-asked', 'pulled']),
  ...stays(['cancel-asked', ...EMPTY], 'hears-cancel'),
  row('cancel-asked', 'cancel-yes', 'cancelled'),
  row('cancel-asked', 'cancel-no', ['promised', 'pulled']),
  row('asked', 'time-out', ['asked', 'unfilled']),
  row(WAITS_FOR_BORROWER, 'time-out', 'unfilled'),
  row('promised', 'time-out', ['promised', ...no]),
  row('pulled', 'time-out', ['pulled', ...no]),
  row('cancel-asked', 'time-out', ['cancel-asked', 'cancelled']),
];

/** A machine of the lender's: who acts in each status, how long, and what each command leads to. */
export type LentMachine = Machine<LentStatus, On, Owner>;
/** Beside everybody else: the library that asks. */
type Owner = Anyone | 'borrower';

function table(
  name: string,
  service: ServiceType,
  owners: Partial<Record<LentStatus, Owner>>,
  finals: Statuses,
  rows: readonly Row[],
): LentMachine {
  const open = Object.keys(owners) as LentStatus[];
  const all = [...open, ...finals];
  const waiting = Object.entries(owners).map(([status, owner]): [string, StatusRule<Owner>] => [
    status,
    { owner, deadline: { command: 'time-out', after: waitText(service, status as LentStatus) } },
  ]);
  const ended = finals.map((status): [LentStatus, StatusRule<Owner>] => [status, { owner: 'nobody', final: true }]);
  // what changes nothing about where it stands
  const always = [
    ...stays(all, 'hears-status-request'),
    ...stays(all, 'hears-reminder'),
    ...stays(all, 'hears-notification'),
    ...stays(all, 'not-told'),
    ...stays(all, 'not-circulated'),
    ...stays(all, 'settle'),
    ...stays(open, 'tell'),
  ];
  const statuses = Object.fromEntries([...waiting, ...ended]) as Record<LentStatus, StatusRule<Owner>>;
  return { name, initial: 'asked', statuses, transitions: [...rows, ...always] };
}

const DESK_OWNERS = {
  asked: 'staff',
  conditional: 'borrower',
  'try-later': 'borrower',
  promised: 'staff',
  pulled: 'staff',
  'cancel-asked': 'staff',
} as const;

/** A loan from the request until it stands on the shelf again. */
export const lendLoan = table(
  'lend-loan',
  'loan',
  {
    ...DESK_OWNERS,
    shipped: 'carrier',
    'with-borrower': 'borrower',
    'renewal-asked': 'staff',
    overdue: 'borrower',
    recalled: 'borrower',
    'on-its-way-back': 'carrier',
    lost: 'staff',
  },
  ['returned', 'settled', ...EMPTY],
  [
    ...answering(['unfilled']),
    row(BEFORE, 'ship', 'shipped'),
    // it has arrived before anybody here said that it was sent
    row(['shipped', ...WORKED_ON], 'hears-received', 'with-borrower'),
    ...stays(['with-borrower', 'renewal-asked', 'overdue', 'recalled', 'on-its-way-back', 'lost', 'returned'], 'hears-received'),
    ...stays([...NOT_BACK, 'lost', 'returned', 'settled'], 'hears-cancel'),
    row(['shipped', 'with-borrower', 'overdue'], 'hears-renew', ['renewal-asked', 'shipped', 'with-borrower', 'overdue']),
    ...stays(['renewal-asked', 'recalled', 'lost', 'settled'], 'hears-renew'),
    row('renewal-asked', 'grant-renewal', 'with-borrower'),
    row('renewal-asked', 'refuse-renewal', ['shipped', 'with-borrower', 'overdue']),
    row('renewal-asked', 'time-out', ['renewal-asked', 'with-borrower']),
    row(['shipped', 'with-borrower', 'renewal-asked', 'overdue'], 'recall', 'recalled'),
    ...stays(['with-borrower', 'overdue', 'recalled', 'shipped'], 'hold-return'),
    ...stays(['with-borrower', 'overdue', 'recalled', 'shipped'], 'release-hold'),
    ...stays(OUT, 'hears-hold-return'),
    ...stays([...NOT_BACK, 'lost'], 'hears-shipped-forward'),
    row(['shipped', 'with-borrower'], 'time-out', 'overdue'),
    row('overdue', 'time-out', ['overdue', 'lost']),
    row('recalled', 'time-out', ['recalled', 'lost']),
    row([...OUT, 'lost'], 'hears-shipped-return', 'on-its-way-back'),
    ...stays(['on-its-way-back', 'returned'], 'hears-shipped-return'),
    row('on-its-way-back', 'time-out', ['on-its-way-back', 'lost']),
    row([...NOT_BACK, 'lost'], 'check-in', 'returned'),
    row(NOT_BACK, 'declare-lost', 'lost'),
    row(NOT_BACK, 'hears-lost', 'lost'),
    ...stays(['lost', 'settled'], 'hears-lost'),
    // it turns up after all
    ...stays(['settled'], 'hears-received'),
    ...stays(['settled'], 'hears-shipped-return'),
    row('lost', 'bill', 'settled'),
    row('lost', 'write-off', 'settled'),
    row('lost', 'time-out', ['lost', 'settled']),
    ...stays([...NOT_BACK, 'lost', 'returned', 'settled'], 'take-back-charge'),
  ],
);

/** A copy: nothing comes back; a bad one may be asked for again as long as it is open. */
export const lendCopy = table(
  'lend-copy',
  'copy',
  { ...DESK_OWNERS, supplied: 'borrower' },
  ['completed', ...EMPTY],
  [
    // a better copy cannot be had: the first stands
    ...answering(['unfilled', 'completed']),
    row(BEFORE, 'send-copy', 'supplied'),
    ...stays(['supplied', 'completed', ...WORKED_ON], 'hears-received'),
    ...stays(['supplied', 'completed'], 'hears-cancel'),
    row('supplied', 'hears-retry', 'promised'),
    row('supplied', 'scan-again', 'promised'),
    row('supplied', 'time-out', 'completed'),
    ...stays(['supplied', 'completed'], 'take-back-charge'),
  ],
);

export const machineOf = (service: ServiceType): LentMachine => (service === 'loan' ? lendLoan : lendCopy);
