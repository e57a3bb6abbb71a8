import { randomUUID } from 'node:crypto';
import { run } from '#lib/kernel';
import { calendar, usd, wanted } from '../../../apps/fulfillment/src/__fixtures__/samples.ts';
import {
  LENT_ACTIONS,
  lentDecider,
  worklistOf,
  type Command,
  type LentAction,
} from '../../../apps/fulfillment/src/domain/lent/index.ts';
import { LENT_ALLOWED_BY } from '../../../apps/fulfillment/src/http/lent-actions.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

type Step = { readonly on: string } & Record<string, unknown>;
const ASKS = { policy: 'h', rules: [], means: 'vouchers', halves: 2 } as const;
const SHIPPED: readonly Step[] = [{ on: 'will-supply' }, { on: 'ship' }];
const LOST: readonly Step[] = [...SHIPPED, { on: 'declare-lost' }];
const CANCEL_ASKED: readonly Step[] = [{ on: 'will-supply' }, { on: 'hears-cancel' }];
const RENEWAL_ASKED: readonly Step[] = [...SHIPPED, { on: 'hears-renew' }];

/** What has happened before each step, to a loan where nothing else is said. */
const BEFORE: Readonly<Partial<Record<LentAction | 'settle', readonly Step[]>>> = {
  pull: [{ on: 'will-supply' }],
  undo: [{ on: 'will-supply' }, { on: 'pull' }],
  'cancel-yes': CANCEL_ASKED,
  'cancel-no': CANCEL_ASKED,
  'grant-renewal': RENEWAL_ASKED,
  'refuse-renewal': RENEWAL_ASKED,
  recall: SHIPPED,
  'hold-return': SHIPPED,
  'release-hold': [...SHIPPED, { on: 'hold-return' }],
  'check-in': SHIPPED,
  'declare-lost': SHIPPED,
  'take-back-charge': [{ on: 'will-supply', asks: ASKS }, { on: 'ship' }],
  bill: LOST,
  'write-off': LOST,
  'scan-again': [{ on: 'send-copy' }],
  settle: [{ on: 'hears-notification', note: 'Leave the slip in, please.' }],
};
const COPIES: readonly (LentAction | 'settle')[] = ['send-copy', 'scan-again'];
const FIELDS: Readonly<Partial<Record<LentAction, object>>> = {
  condition: { condition: 'LibraryUseOnly' },
  'try-later': { reason: 'OnLoan' },
  unfilled: { reason: 'NotOnShelf' },
  bill: { cost: usd(4500) },
  tell: { note: 'It is a heavy one.' },
  'take-back-charge': { note: 'It was the wrong volume.' },
};

/** Something lent by HERE as it stands when that step may be taken. */
async function standing(
  at: Installation,
  action: LentAction | 'settle',
  title = 'Seeded',
): Promise<{ id: string; question: string }> {
  const id = randomUUID();
  const service = COPIES.includes(action) ? 'copy' : 'loan';
  const when = { at: new Date().toISOString(), calendar };
  const ask = {
    on: 'ask',
    by: 'borrower',
    id,
    requestId: id,
    requester: {
      symbol: 'NEB',
      name: 'Nebula Library',
      via: 'iso18626',
      address: 'http://127.0.0.1:1/iso18626',
      version: '2021-2',
    },
    asked: { service, citation: wanted(service).citation, rush: false },
    terms: { shipDays: 5, loanDays: 28, returnDays: 5, renewals: 3 },
    ...when,
  } as const;
  const steps = (BEFORE[action] ?? []).map((step) => ({ by: 'staff', questionId: 'q1', ...when, ...step }) as unknown as Command);
  const done = run(lentDecider, [ask, ...steps]);
  if (!done.ok) throw new Error(done.error.message);
  const lent = done.value.state!;
  await at.database.owner.query(
    `insert into fulfillment.lent (id, tenant, borrower, service, title, status, worklist, state, version, due_date, asked_at, updated_at)
     values ($1, $2, 'NEB', $3, $4, $5, $6, $7, 1, $8, now(), now())`,
    [id, HERE, service, title, lent.status, worklistOf(lent) ?? null, lent, lent.dueDate ?? null],
  );
  return { id, question: 'q1' };
}

const each = (seed: (at: Installation, action: LentAction) => Promise<object>) =>
  Object.fromEntries(
    LENT_ACTIONS.map((action) => [action, { needs: [LENT_ALLOWED_BY[action]], seed: (at: Installation) => seed(at, action) }]),
  ) as RouteSeeds[string]['steps'] & object;

/** What the library lends. */
export const lentSeeds: RouteSeeds = {
  'GET /api/fulfillment/lent': {
    elsewhere: 'their-own',
    async seed(at) {
      const title = `Lent ${randomUUID()}`;
      await standing(at, 'will-supply', title);
      return { sees: title };
    },
  },
  'GET /api/fulfillment/lent/:id': {
    async seed(at) {
      const title = `Lent ${randomUUID()}`;
      const { id } = await standing(at, 'will-supply', title);
      return { params: { id }, sees: title };
    },
  },
  'POST /api/fulfillment/lent/:id/settle/:question': {
    async seed(at) {
      const { id, question } = await standing(at, 'settle');
      return { params: { id, question }, body: { note: 'Done so.' }, changes: { table: 'fulfillment.lent', text: id } };
    },
  },
  'POST /api/fulfillment/lent/batch/:action': {
    // each is refused by itself
    elsewhere: 'their-own',
    seed: () => ({}),
    steps: each(async (at, action) => {
      const { id } = await standing(at, action);
      const body = { fields: FIELDS[action] ?? {}, lent: [{ id }] };
      return { params: { action }, body, changes: { table: 'fulfillment.lent', text: id } };
    }),
  },
  'POST /api/fulfillment/lent/:id/:action': {
    seed: () => ({}),
    steps: each(async (at, action) => {
      const { id } = await standing(at, action);
      return { params: { id, action }, body: FIELDS[action] ?? {}, changes: { table: 'fulfillment.lent', text: id } };
    }),
  },
};
