import type { Outcome } from '#lib/contracts';
import fc from 'fast-check';
import { STAFF_ACTIONS } from '../domain/attempt/index.ts';
import type { AttemptOrder } from '../domain/conduct.ts';
import { borrow, buy, buyByHand, deliver, hold, lender, REQUEST, scan, usd, wanted } from './samples.ts';
import type { SimulatedRequest } from './simulated-request.ts';

/** Something that may happen to a request, legal or not. */
export interface Act {
  readonly what: string;
  run(request: SimulatedRequest): void;
}
const doing = (what: string, run: Act['run']): Act => ({ what, run });

const paid = { settledBy: 'OCLC', expectedCost: usd(2000), maxCost: usd(3000) } as const;
const vouchers = { promise: '0199b000-0000-7000-8000-00000000dcba', halves: 2 };
const abroad = lender('UBA', {
  settledBy: 'vouchers',
  vouchers,
  expectedCost: { minor: 800, currency: 'EUR' },
  maxCost: { minor: 800, currency: 'EUR' },
});
/** Any decision that is carried out here; HFC is reached by hand, ZZX charges, UBA is paid with vouchers and asked alone. */
export const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom(hold, scan, deliver, buy('copy'), buy('e-book'), buy('print'), buy('print', false), buyByHand, borrow(abroad)),
  fc
    .array(fc.constantFrom('CPL', 'TSU', 'HFC', 'ZZX'), { minLength: 1, maxLength: 3 })
    .map((symbols) => borrow(...symbols.map((symbol) => lender(symbol, symbol === 'ZZX' ? paid : {}))))
    .chain((outcome) => fc.constantFrom(outcome, { ...outcome, accepts: { upTo: usd(4000), conditions: ['LibraryUseOnly'] } })),
);

const minute = fc.integer({ min: 0, max: 400 }).map((minutes) => new Date(Date.UTC(2025, 9, 6, 14, minutes)).toISOString());
const word = fc.record(
  {
    lastChange: minute,
    reason: fc.constantFrom('NotOnShelf', 'OnLoan'),
    dueDate: fc.constantFrom('2025-11-01', '2025-10-07'),
    cost: fc.constantFrom(usd(0), usd(1500), usd(9900)),
    offered: fc.constantFrom(usd(4000), usd(6000)),
    url: fc.constant('https://lender.example/copy.pdf'),
    loanConditions: fc.constant(['LibraryUseOnly']),
    retryAfter: fc.constantFrom('2025-10-10T05:00:00.000Z', '2025-12-01T06:00:00.000Z'),
  },
  { requiredKeys: [] },
);
const SAYINGS = [
  'request-received expect-to-supply will-supply retry-possible unfilled loaned copy-completed overdue recalled hold-return',
  'release-hold-return renewed renew-refused loan-completed completed-without-return cancelled cancel-refused nothing-new',
].flatMap((line) => line.split(' '));
const lenderSays = fc
  .tuple(fc.constantFrom(...SAYINGS), word)
  .map(([what, said]) => ({ on: `says-${what}`, by: 'lender', word: said }) as AttemptOrder);

const said = fc.constantFrom(
  'Request',
  'Retry',
  'Cancel',
  'Received',
  'ShippedReturn',
  'Renew',
  'Lost',
  'Notification',
  'StatusRequest',
);
const reports: fc.Arbitrary<AttemptOrder> = fc
  .oneof<fc.Arbitrary<object>[]>(
    fc.constant({ on: 'sent' }),
    fc.record({ on: fc.constant('unreachable'), reason: fc.constant('down'), perhapsSent: fc.boolean(), said }),
    fc.record({ on: fc.constant('message-refused'), reason: fc.constant('error'), said }),
    fc.constantFrom({ on: 'hold-placed' }, { on: 'hold-refused', reason: 'blocked' }),
    fc.constantFrom({ on: 'hold-removed' }, { on: 'hold-kept', reason: 'error' }),
    fc.constantFrom({ on: 'doubt', reason: 'time limit' }, { on: 'order-refused', reason: 'price changed' }),
    fc.constantFrom({ on: 'order-confirmed', orderNumber: 'O-1', price: usd(2400) }, { on: 'order-shipped' }),
    fc.constantFrom({ on: 'order-progress', expectedBy: '2025-10-20' }, { on: 'supplied', url: 'https://provider.example/1' }),
  )
  .map((report) => ({ by: 'provider', ...report }) as AttemptOrder);

const filledIn = {
  note: 'so',
  dueDate: '2025-11-20',
  url: 'https://files.example/scan.pdf',
  reason: 'said so',
  orderNumber: 'O-2',
  price: usd(2500),
  pieces: 1,
};
const REASONS = ['missing', 'out', 'on-reserve', 'dead-link', 'bad-copy', 'wrong-item'] as const;
const staffDo = fc
  .tuple(fc.constantFrom(...STAFF_ACTIONS), fc.constantFrom(...REASONS))
  .map(([on, reason]) => ({ on, by: 'staff', ...filledIn, ...(on === 'not-obtained' ? { reason } : {}) }) as AttemptOrder);
const patronDoes = fc
  .oneof(
    fc.constant({ on: 'renew', by: 'patron' } as const),
    fc.constantFrom(...REASONS).map((reason) => ({ on: 'not-obtained', by: 'patron', reason }) as const),
  )
  .map((patron) => doing(JSON.stringify(patron), (request) => void request.do({ patron })));

/** The command to one of the attempts there are, once or twice in a row. */
const onAttempt = (command: fc.Arbitrary<AttemptOrder>): fc.Arbitrary<Act> =>
  fc.tuple(fc.nat(6), command, fc.boolean()).map(([which, order, twice]) =>
    doing(`${which}${twice ? ' twice' : ''}: ${JSON.stringify(order)}`, (request) => {
      const { attempts } = request;
      const id = attempts[which % Math.max(1, attempts.length)]?.id;
      if (!id) return;
      for (const _time of twice ? [1, 2] : [1]) request.do({ attempt: id, command: order });
    }),
  );

const cancel = doing(
  'cancel',
  (request) => void request.do({ process: { on: 'cancel', requestId: REQUEST, by: 'patron', reason: 'Not needed.' } }),
);
const ended = doing('ended by sourcing', (request) => void request.do({ process: { on: 'ended', reason: 'Nobody has it.' } }));
const decided = (outcome: Outcome, decisionId: (request: SimulatedRequest) => string): Act =>
  doing(`decided ${JSON.stringify(outcome)}`, (request) => {
    const order = {
      on: 'decided',
      requestId: REQUEST,
      decisionId: decisionId(request),
      outcome,
      wanted: wanted('loan'),
    } as const;
    void request.do({ process: order });
  });

export const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: onAttempt(lenderSays) },
  { weight: 8, arbitrary: onAttempt(staffDo) },
  { weight: 6, arbitrary: onAttempt(reports) },
  { weight: 3, arbitrary: patronDoes },
  { weight: 6, arbitrary: fc.constant(doing('deadline', (request) => void request.passDeadline())) },
  { weight: 1, arbitrary: fc.constantFrom(cancel, ended) },
  { weight: 2, arbitrary: outcomes.map((outcome) => decided(outcome, ({ newId }) => newId())) },
  // the same decision once more
  { weight: 1, arbitrary: outcomes.map((outcome) => decided(outcome, ({ process }) => process.decisions.at(-1)!)) },
);
