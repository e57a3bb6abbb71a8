import { randomUUID } from 'node:crypto';
import type { Borrowing, Outcome } from '#lib/contracts';
import { ALLOWED_BY } from '../../../apps/fulfillment/src/http/allowed-by.ts';
import {
  borrow,
  buy,
  buyByHand,
  deliver,
  hold,
  lender,
  REQUEST,
  scan,
  usd,
} from '../../../apps/fulfillment/src/__fixtures__/samples.ts';
import { SimulatedRequest } from '../../../apps/fulfillment/src/__fixtures__/simulated-request.ts';
import {
  actionsOf,
  kindOf,
  STAFF_ACTIONS,
  supplierOf,
  tasksOf,
  type Attempt,
  type StaffAction,
} from '../../../apps/fulfillment/src/domain/attempt/index.ts';
import type { AttemptOrder } from '../../../apps/fulfillment/src/domain/conduct.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

const paid = { settledBy: 'OCLC', expectedCost: usd(2000), maxCost: usd(3000) } as const;
/** What is wanted, what was decided, and what the library has set. */
const OUTCOMES: readonly ['copy' | 'loan', Outcome, Borrowing?][] = [
  ['loan', hold],
  ['copy', scan],
  ['copy', deliver],
  ['copy', buy('copy')],
  ['loan', buy('print')],
  ['copy', buy('e-book')],
  ['copy', buyByHand],
  ['loan', borrow(lender('ZZX', paid))],
  ['loan', borrow(lender('HFC'))],
  ['copy', borrow(lender('CPL'))],
  ['copy', borrow(lender('CPL')), { checkCopies: true }],
];
const FILLED = {
  note: 'said so',
  dueDate: '2025-12-01',
  url: 'https://files.example/scan.pdf',
  reason: 'said so',
  orderNumber: 'O-2',
  price: usd(2500),
  pieces: 1,
};
const lenderSays = (what: string, word: object = {}): AttemptOrder =>
  ({ on: `says-${what}`, by: 'lender', word }) as AttemptOrder;
const told = (on: string, more: object = {}): AttemptOrder => ({ on, by: 'provider', ...more }) as AttemptOrder;
const MOVES: readonly AttemptOrder[] = [
  ...STAFF_ACTIONS.map((on) => ({ on, by: 'staff', ...FILLED }) as AttemptOrder),
  { on: 'receive', by: 'staff', pieces: 0 },
  told('sent'),
  told('hold-placed'),
  told('hold-refused', { reason: 'blocked' }),
  told('doubt', { reason: 'time limit' }),
  told('order-refused', { reason: 'price changed' }),
  told('order-confirmed', { orderNumber: 'O-1', price: usd(2400) }),
  told('order-shipped'),
  told('supplied', { url: 'https://provider.example/1' }),
  told('unreachable', { reason: 'down', perhapsSent: true, said: 'Request' }),
  lenderSays('will-supply'),
  lenderSays('retry-possible', { offered: usd(2500) }),
  lenderSays('loaned', { dueDate: '2025-11-01' }),
  lenderSays('copy-completed', { url: 'https://lender.example/copy.pdf' }),
  lenderSays('unfilled', { reason: 'NotOnShelf' }),
];

/** Something a person may do, or a task that offers it. */
type Wanted = StaffAction | 'settle' | `task ${StaffAction}`;

interface Found {
  readonly process: object;
  readonly attempts: readonly Attempt[];
  /** The attempt with which it is possible. */
  readonly id: string;
  readonly question?: string;
}

/** For each thing a person may do, a request as it stands when they may, found by trying moves breadth first. */
function situations(): ReadonlyMap<Wanted, Found> {
  const found = new Map<Wanted, Found>();
  /** The request after one more move; undefined where it is refused. */
  const after = (request: SimulatedRequest, move: AttemptOrder | 'cancel'): SimulatedRequest | undefined => {
    const next = request.fork();
    if (move === 'cancel') return next.cancel();
    return next.do({ attempt: next.last.id, command: move }).ok ? next : undefined;
  };
  for (const [service, outcome, set] of OUTCOMES) {
    let front = [new SimulatedRequest(set).decidedFor(service, outcome)];
    const seen = new Set<string>();
    for (let depth = 0; depth < 6; depth += 1) {
      const next: SimulatedRequest[] = [];
      for (const request of front) {
        const at = request.attempts
          .map(({ status, plan, renewal, refund, pieces }) => `${plan.machine} ${status} ${renewal} ${refund} ${pieces}`)
          .join(', ');
        const open = request.attempts
          .map((one) =>
            tasksOf(one)
              .map(({ kind }) => kind)
              .join(),
          )
          .join();
        if (seen.has(`${at} ${open}`)) continue;
        seen.add(`${at} ${open}`);
        const keep = (name: Wanted, id: string, question?: string): void => {
          if (found.has(name)) return;
          found.set(name, { process: request.process, attempts: request.attempts, id, ...(question && { question }) });
        };
        for (const attempt of request.attempts) {
          for (const { name } of actionsOf(attempt)) keep(name, attempt.id);
          for (const task of tasksOf(attempt))
            for (const step of task.actions)
              if ('questionId' in step) keep('settle', attempt.id, step.questionId);
              else keep(`task ${step.name}`, attempt.id);
        }
        if (depth < 5) next.push(...[...MOVES, 'cancel' as const].flatMap((move) => after(request, move) ?? []));
      }
      front = next;
    }
  }
  return found;
}
const SITUATIONS = situations();

/** Ids before all others: a list begins with what was opened first. */
const first = (): string => `00000000${randomUUID().slice(8)}`;

/** Such a request at HERE, with ids of its own. */
async function standing(at: Installation, name: Wanted, newId: () => string = randomUUID) {
  const kept = SITUATIONS.get(name);
  if (!kept)
    throw new Error(`no situation was found in which a person may "${name}": add a move to test/roles/seeds/fulfillment.ts`);
  const fresh = new Map([REQUEST, ...kept.attempts.map(({ id }) => id)].map((id) => [id, newId()]));
  const anew = <T>(state: T): T =>
    JSON.parse([...fresh].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(state))) as T;
  const requestId = fresh.get(REQUEST)!;
  const { owner } = at.database;
  const process = anew(kept.process) as { status: string; deadline: string | null };
  await owner.query(
    `insert into fulfillment.process (id, tenant, version, state, status, reminders, title, deadline_at, created_at, updated_at)
     values ($1, $2, 1, $3, $4, 0, 'Seeded', null, now(), now())`,
    [requestId, HERE, process, process.status],
  );
  for (const attempt of anew(kept.attempts))
    await owner.query(
      `insert into fulfillment.attempt (id, tenant, version, state, request_id, kind, supplier, status, task, deadline_at, created_at, updated_at)
       values ($1, $2, 1, $3, $4, $5, $6, $7, $8, null, now(), now())`,
      [
        attempt.id,
        HERE,
        attempt,
        requestId,
        kindOf(attempt.plan.machine),
        supplierOf(attempt.plan),
        attempt.status,
        tasksOf(attempt)[0]?.kind ?? null,
      ],
    );
  return { requestId, id: fresh.get(kept.id)!, question: kept.question };
}

/** A supply attempt at HERE that may be received. */
export const attemptHere = async (at: Installation): Promise<string> => (await standing(at, 'receive')).id;

/** What a person fills in for each, where it asks for something. */
const FIELDS: Partial<Record<StaffAction, object>> = {
  deliver: { url: FILLED.url },
  'bad-copy': { note: 'page 2 is missing' },
  'order-confirmed': { orderNumber: 'O-2', price: usd(2500) },
  bought: { price: usd(895) },
  'cannot-buy': { reason: 'not sold there' },
  'hold-refused': { reason: 'blocked' },
  'order-refused': { reason: 'price changed' },
  'order-cancelled': { reason: 'said so' },
  'return-unused': { reason: 'said so' },
  'lender-said-no': { reason: 'NotOnShelf' },
  'more-came': { pieces: 1 },
  'lender-renewed': { dueDate: '2025-12-01' },
  'settle-loss': { note: 'paid' },
  'write-lender': { note: 'said so' },
  'ask-refund': { reason: 'never came' },
  'not-obtained': { reason: 'wrong-item' },
};

export const fulfillmentSeeds: RouteSeeds = {
  'GET /api/fulfillment/requests/:id/attempts': {
    // the list of a request that is another library's is empty
    elsewhere: 'their-own',
    async seed(at) {
      const { requestId, id } = await standing(at, 'deliver');
      return { params: { id: requestId }, sees: id };
    },
  },
  'GET /api/fulfillment/tasks': {
    elsewhere: 'their-own',
    varies: true,
    // a task with steps for every desk: the parcel of an order
    seed: async (at, { role }) => ({
      sees: (await standing(at, role === 'cataloging' ? 'task catalog' : 'task receive', first)).id,
    }),
  },
  'GET /api/fulfillment/worklists': {
    elsewhere: 'their-own',
    varies: true,
    async seed(at, { role }) {
      const kind = role === 'cataloging' ? 'to-catalog' : 'to-receive';
      await standing(at, role === 'cataloging' ? 'task catalog' : 'task receive', first);
      return { sees: `"kind":"${kind}"` };
    },
  },
  'GET /api/fulfillment/labels/:kind.pdf': {
    async seed(at) {
      const { id } = await standing(at, 'receive');
      // a PDF is read by its producer, and its labels in their own spec
      return { params: { kind: 'band' }, query: `ids=${id}`, sees: '%PDF-' };
    },
  },
  'GET /api/fulfillment/scan': {
    // what is another library's is not found
    elsewhere: 'their-own',
    async seed(at) {
      const { id } = await standing(at, 'receive');
      await at.database.owner.query('update fulfillment.attempt set codes = array[$1] where id = $2', [
        id.replaceAll('-', '').toUpperCase(),
        id,
      ]);
      return { query: `code=${id}`, sees: `"id":"${id}"` };
    },
  },
  'POST /api/fulfillment/tasks/take': {
    // those that are another library's are not there to be taken
    elsewhere: 'their-own',
    async seed(at) {
      const { id } = await standing(at, 'receive');
      return { body: { attempts: [id], taken: true }, changes: { table: 'fulfillment.attempt', text: id } };
    },
  },
  'POST /api/fulfillment/batch/:action': {
    // each row is refused by itself
    elsewhere: 'their-own',
    seed: () => ({}),
    steps: Object.fromEntries(
      STAFF_ACTIONS.map((action) => [
        action,
        {
          needs: [ALLOWED_BY[action]],
          async seed(at: Installation) {
            const { id } = await standing(at, action);
            const body = { fields: FIELDS[action] ?? {}, attempts: [{ id }] };
            return { params: { action }, body, changes: { table: 'fulfillment.attempt', text: id } };
          },
        },
      ]),
    ),
  },
  'POST /api/fulfillment/attempts/:id/settle/:question': {
    async seed(at) {
      const { id, question } = await standing(at, 'settle');
      return {
        params: { id, question: question! },
        body: { note: 'It came and went back.' },
        changes: { table: 'fulfillment.attempt', text: id },
      };
    },
  },
  'POST /api/fulfillment/attempts/:id/:action': {
    seed: () => ({}),
    steps: Object.fromEntries(
      STAFF_ACTIONS.map((action) => [
        action,
        {
          needs: [ALLOWED_BY[action]],
          async seed(at: Installation) {
            const { id } = await standing(at, action);
            return { params: { id, action }, body: FIELDS[action] ?? {}, changes: { table: 'fulfillment.attempt', text: id } };
          },
        },
      ]),
    ),
  },
};
