import { calendar, lender, MONDAY, REQUEST, usd, wanted } from '../../__fixtures__/samples.ts';
import {
  decide,
  evolve,
  MACHINES,
  type Attempt,
  type Command,
  type MachineName,
  type On,
  type Opening,
  type Plan,
} from './index.ts';

const ID = '0199b000-0000-7000-8000-0000000000aa';
const asked = {
  lender: { ...lender('ZZX', { settledBy: 'OCLC', maxCost: usd(3000) }), daysToRespond: 2, address: 'http://127.0.0.1/zzx' },
};
const byHand = { lender: { ...lender('HFC'), daysToRespond: 2 } };
const bought = { provider: 'vendor', offer: 'Q-1', price: usd(2400), reservation: ID, addToCollection: true };
const PLANS: Readonly<Record<MachineName, readonly Plan[]>> = {
  deliver: [{ machine: 'deliver', url: 'https://example.org/a.pdf', version: 'publishedVersion' }],
  link: [{ machine: 'link', url: 'https://example.org/a', package: 'Big Deal' }],
  hold: [{ machine: 'hold', library: 'CPL', record: '1001' }],
  scan: [{ machine: 'scan', library: 'TSU', record: '2002' }],
  'buy-copy': [{ machine: 'buy-copy', ...bought }],
  'buy-e-book': [{ machine: 'buy-e-book', ...bought }],
  'buy-print': [
    { machine: 'buy-print', ...bought },
    { machine: 'buy-print', ...bought, addToCollection: false },
  ],
  'buy-by-hand': [{ machine: 'buy-by-hand', ...bought }],
  'borrow-copy': [
    { machine: 'borrow-copy', ...asked, mayRaiseTo: usd(5000) },
    { machine: 'borrow-copy', ...asked, accepts: { upTo: usd(5000) } },
    { machine: 'borrow-copy', ...byHand },
  ],
  'borrow-loan': [
    { machine: 'borrow-loan', ...asked, mayRaiseTo: usd(5000) },
    { machine: 'borrow-loan', ...asked, accepts: { upTo: usd(5000) } },
    { machine: 'borrow-loan', ...byHand },
  ],
};

const say = (on: On, word: object = {}) => ({ on, by: 'lender', word });
/** Commands with enough variety to reach every target a cell has. */
const COMMANDS: readonly object[] = [
  ...['says-request-received', 'says-expect-to-supply', 'says-will-supply', 'says-unfilled', 'says-overdue', 'says-recalled'].map((on) => say(on as On)),
  ...['says-loan-completed', 'says-completed-without-return', 'says-cancelled', 'says-cancel-refused', 'says-renewed', 'says-renew-refused', 'says-hold-return'].map((on) => say(on as On)),
  ...['says-loaned', 'says-copy-completed'].flatMap((on) => [say(on as On), say(on as On, { url: 'https://lender.example/1' })]),
  { ...say('says-copy-completed', { url: 'https://lender.example/1' }), limits: { checkCopies: true } },
  { ...say('says-loaned', { url: 'https://lender.example/1' }), limits: { checkCopies: true } },
  { on: 'bad-copy', by: 'staff', note: 'Page 2 is missing.' },
  say('says-retry-possible', { reason: 'OnLoan' }),
  ...[4000, 6000].map((cents) => say('says-retry-possible', { offered: usd(cents) })),
  ...['time-out', 'close', 'deliver', 'sent', 'hold-placed', 'hold-removed', 'notify', 'check-out', 'no-show', 'return', 'receive'].map((on) => ({ on, by: 'staff', url: 'https://files.example/1' })),
  ...['ship-back', 'catalog', 'undo', 'not-on-shelf', 'picked-up', 'decline-condition', 'give-up', 'not-received', 'discard', 'renew', 'lost', 'ask-status', 'refund-granted'].map((on) => ({ on, by: 'staff' })),
  ...['missing', 'wrong-item', 'bad-copy'].map((reason) => ({ on: 'not-obtained', by: 'staff', reason })),
  ...['lender-renewed', 'lender-refused-renewal', 'more-came', 'settle-loss', 'write-lender', 'ask-refund'].map((on) => ({ on, by: 'staff', dueDate: '2025-12-01', pieces: 1, note: 'so', reason: 'so' })),
  ...['asked-by-hand', 'order-again', 'lender-shipped', 'accept-condition', 'order-shipped'].map((on) => ({ on, by: 'staff' })),
  ...['hold-refused', 'hold-kept', 'doubt', 'order-refused', 'order-cancelled', 'cannot-buy', 'return-unused', 'lender-said-no'].map((on) => ({ on, by: 'staff', reason: 'said so' })),
  { on: 'circulation-failed', by: 'system', step: 'accept', reason: 'down' },
  { on: 'order-confirmed', by: 'provider', orderNumber: 'O-1', price: usd(2400) },
  ...['https://files.example/1', undefined].map((url) => ({ on: 'bought', by: 'staff', price: usd(895), ...(url && { url }) })),
  { on: 'order-progress', by: 'provider', expectedBy: '2025-10-20' },
  { on: 'supplied', by: 'provider', url: 'https://provider.example/1' },
  ...['cancelled', 'staff'].flatMap((because) => [true, false].map((notSent) => ({ on: 'cancel', by: 'patron', because, reason: 'Not needed.', notSent }))),
  ...['Request', 'Retry', 'Cancel'].flatMap((said) => [
    { on: 'unreachable', by: 'system', said, reason: 'down', perhapsSent: true },
    { on: 'unreachable', by: 'system', said, reason: 'down', perhapsSent: false },
    { on: 'message-refused', by: 'lender', said, reason: 'error' },
  ]),
]; // prettier-ignore

const opening = (plan: Plan, more: Partial<Opening> = {}): Attempt => {
  const command = {
    on: 'open',
    by: 'system',
    at: MONDAY,
    calendar,
    id: ID,
    data: { requestId: REQUEST, decisionId: ID, position: 1, of: 1, plan, wanted: wanted('loan'), ...more },
  } as const;
  const decided = decide(null, command);
  if (!decided.ok) throw new Error(decided.error.message);
  // as it stands before anything more happens, so that every first cell is reached as well
  return evolve(null, decided.value[0]!);
};

/** Walks every state a machine can come to (told apart by what deciding looks at) and notes each cell it goes through. */
function walk(machine: MachineName): { cells: Set<string>; refused: Set<string>; statuses: Set<string> } {
  const cells = new Set<string>();
  const refused = new Set<string>();
  const statuses = new Set<string>();
  const seen = new Set<string>();
  const follower = { follows: REQUEST, withdrawn: 'silent' } as const;
  const waiting = PLANS[machine].flatMap((plan) =>
    'lender' in plan ? [opening(plan), opening(plan, follower)] : [opening(plan)],
  );
  while (waiting.length) {
    const attempt = waiting.pop()!;
    statuses.add(attempt.status);
    for (const given of COMMANDS) {
      // an order is given up only once its time is over
      const at = (given as { on: On }).on === 'time-out' && attempt.status === 'ordered' ? '2026-10-06T14:00:00.000Z' : MONDAY;
      const command = { questionId: 'q', spareId: 's', ...given, at, calendar } as Command;
      const decided = decide(attempt, command);
      if (!decided.ok) {
        refused.add(`${attempt.status} · ${command.on}`);
        continue;
      }
      let next: Attempt = attempt;
      for (const event of decided.value) {
        if (event.type === 'moved') cells.add(`${event.from} · ${event.on} → ${event.to}`);
        next = evolve(next, event);
        const { plan, status, withdrawn, supplied, reminders, undo } = next;
        const key = JSON.stringify([plan, status, withdrawn, supplied, reminders, undo?.to]);
        // in the midst of a step too: `delivered` lasts no longer than that
        if (!seen.has(key)) waiting.push(next);
        seen.add(key);
      }
    }
  }
  return { cells, refused, statuses };
}

/** Refused by what the attempt holds, not by where it stands: nothing to take back, nobody who wants it, too dear. */
const OF_ITS_OWN = / · (undo|order-again|accept-condition|renew|not-obtained|ask-refund|refund-granted)$/;

describe.each(Object.keys(MACHINES) as MachineName[])('%s, cell by cell', (name) => {
  const machine = MACHINES[name];
  const { cells, refused, statuses } = walk(name);
  const isFinal = (status: string) => machine.statuses[status as Attempt['status']].final === true;
  const rows = machine.transitions.flatMap(({ from, on, to }) =>
    [from].flat().flatMap((source) => [to].flat().map((target) => ({ on, source, target }))),
  );

  it('comes to every status of its table', () => {
    expect([...statuses].toSorted()).toEqual(Object.keys(machine.statuses).toSorted());
  });

  it('takes every step its table has, where the status changes', () => {
    const expected = rows
      .filter(({ source, target }) => source !== target)
      .map(({ on, source, target }) => `${source} · ${on} → ${target}`);
    expect(expected.filter((cell) => !cells.has(cell))).toEqual([]);
  });

  it('takes no other', () => {
    const allowed = new Set(rows.map(({ on, source, target }) => `${source} · ${on} → ${target}`));
    expect([...cells].filter((cell) => !allowed.has(cell))).toEqual([]);
  });

  it('refuses staff nothing that its table allows, but for what the step itself asks', () => {
    const listed = new Set(rows.map(({ on, source }) => `${source} · ${on}`));
    expect([...refused].filter((cell) => listed.has(cell) && !OF_ITS_OWN.test(cell))).toEqual([]);
    expect([...refused].some((cell) => isFinal(cell.split(' · ')[0]!))).toBe(true);
  });
});
