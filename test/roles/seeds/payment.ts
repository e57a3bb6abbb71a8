import { randomUUID } from 'node:crypto';
import { PolicyPublished } from '#lib/contracts';
import { money, unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { keepPublished, Policies } from '#lib/service';
import { chargesPublished } from '../../../apps/payment/src/__fixtures__/charges.ts';
import { postCost } from '../../../apps/payment/src/app/post-cost.ts';
import { reserveFund } from '../../../apps/payment/src/app/reserve-fund.ts';
import { setAllocation } from '../../../apps/payment/src/app/set-allocation.ts';
import { lastClosed } from '../../../apps/payment/src/app/close-month.ts';
import { approveNetting } from '../../../apps/payment/src/app/nettings.ts';
import { postEntries } from '../../../apps/payment/src/app/post-entries.ts';
import { nettings, reservations } from '../../../apps/payment/src/app/stores.ts';
import { chart } from '../../../apps/payment/src/domain/ledger/accounts.ts';
import { credit, debit, entry } from '../../../apps/payment/src/domain/ledger/entry.ts';
import { nextMonth } from '../../../apps/payment/src/domain/settling/month.ts';
import { nettingDecider } from '../../../apps/payment/src/domain/settling/netting-run.ts';
import { reservationDecider } from '../../../apps/payment/src/domain/reservation/reservation.ts';
import type { Installation } from '../installation.ts';
import { CONSORTIUM, HERE, type RouteSeeds } from '../seed.ts';
import { depositSeeds } from './deposits.ts';
import { feeSeeds } from './fees.ts';
import { incomingSeeds } from './incoming.ts';
import { invoiceSeeds } from './invoices.ts';
import { manualSeeds } from './manual-entries.ts';
import { settlerSeeds } from './settlers.ts';
import { toBillSeeds } from './to-bill.ts';
import { voucherSeeds } from './vouchers.ts';

const usd = (minor: number) => money(minor, 'USD');
const newCode = (): string => `F-${randomUUID().slice(0, 8).toUpperCase()}`;

async function fund(at: Installation): Promise<string> {
  const code = newCode();
  await at.tx('payment', HERE, async (tx) => unwrap(await setAllocation(tx, { code, allocated: usd(100_000) }, '07-01')));
  return code;
}
let published = 0;
/** The charges policy goes live, with rules that say how a charge is settled or without. */
async function publish(at: Installation, says: boolean): Promise<void> {
  const silent = (text: string): string => text.replaceAll('"OCLC"', '"vouchers"');
  const { data } = await chargesPublished((published += 1), HERE, says ? undefined : silent);
  await at.tx('payment', HERE, (tx) => keepPublished(tx, PolicyPublished.data.parse(data)));
}
/** What a lender charges, while the policy leaves it to a person how that is settled. */
async function openCharge(at: Installation): Promise<string> {
  const [id, requestId] = [newId(), newId()];
  const cost = { requestId, kind: 'borrow', what: 'loan', payee: 'ZZX', amount: usd(4000), settledBy: 'OCLC' } as const;
  await publish(at, false);
  await at.tx('payment', HERE, (tx) => postCost(tx, id, cost, at.get('payment', Policies), 30));
  return id;
}
/** Money held long ago for a purchase, so that it has become a task. */
async function reservation(at: Installation): Promise<{ id: string; requestId: string }> {
  const code = await fund(at);
  const [id, requestId] = [newId(), newId()];
  await at.tx('payment', HERE, async (tx) => {
    await reserveFund(tx, id, { requestId, fund: code, amount: usd(2500), purpose: 'Seeded' }, 30);
    await reservations.step(tx, id, (state) =>
      reservationDecider.decide(state, { type: 'remind', remindAt: '2025-12-01T00:00:00.000Z' }),
    );
  });
  return { id, requestId };
}

const OWED_IN = '2025-10';
/** A line of what the consortium settles for the library; what it says. */
async function owed(at: Installation): Promise<string> {
  const description = `Borrowed ${randomUUID()}`;
  const lines = [debit(chart.borrowing, usd(1500)), credit(chart.consortium, usd(1500))];
  const posted = entry({
    id: newId(),
    purpose: 'charge',
    kind: 'consortium-charge',
    description,
    payee: 'TSU',
    settledBy: 'consortium',
    lines,
  });
  await at.tx('payment', HERE, (tx) => postEntries(tx, newId(), [posted]));
  return description;
}
/** The month that the library closes next. */
const nextToClose = (at: Installation): Promise<string> =>
  at.tx('payment', HERE, async (tx) => {
    const last = await lastClosed(tx);
    if (last) return nextMonth(last.month);
    await tx.execute(
      `insert into closed_month (tenant, month, through, closed_at) values ($1, '2000-01', '2000-01-31', '2000-02-01')`,
      [HERE],
    );
    return '2000-02';
  });
/** A month's netting: LCC owes TSU ten dollars. */
async function netting(at: Installation, status: 'drawn-up' | 'approved' = 'drawn-up'): Promise<string> {
  const id = newId();
  const positions = [
    { library: HERE, owes: 1000 },
    { library: 'TSU', owes: -1000 },
  ];
  const now = new Date().toISOString();
  const drawn = {
    type: 'draw-up',
    month: '2025-09',
    currency: 'USD',
    through: now,
    positions,
    by: 'somebody',
    remindAt: now,
  } as const;
  await at.tx('payment', CONSORTIUM, async (tx) => {
    unwrap(await nettings.step(tx, id, (state) => nettingDecider.decide(state, drawn)));
    if (status === 'approved') unwrap(await approveNetting(tx, id, 'somebody else', 30));
  });
  return id;
}
let currencies = 0;
/** Letters of a currency nobody has, another each time: its nettings are nobody's so far. */
const newCurrency = (): string => {
  currencies += 1;
  return [100, 10, 1].map((power) => 'QRSTUVWXYZ'[Math.floor(currencies / power) % 10]).join('');
};

export const paymentSeeds: RouteSeeds = {
  'GET /api/payment/funds': { elsewhere: 'their-own', seed: async (at) => ({ sees: await fund(at) }) },
  'PUT /api/payment/funds/:code': {
    elsewhere: 'their-own',
    async seed(at) {
      const code = await fund(at);
      return { params: { code }, body: { allocated: usd(120_000) }, changes: { table: 'payment.fund', text: code } };
    },
  },
  'GET /api/payment/entries': { elsewhere: 'their-own', seed: async (at) => ({ sees: await fund(at) }) },
  'GET /api/payment/trial-balance': { elsewhere: 'their-own', seed: async (at) => ({ sees: await fund(at) }) },
  'GET /api/payment/requests/:id': {
    elsewhere: 'their-own',
    async seed(at) {
      const { id, requestId } = await reservation(at);
      return { params: { id: requestId }, sees: id };
    },
  },
  'GET /api/payment/statements': {
    elsewhere: 'their-own',
    async seed(at) {
      const month = await nextToClose(at);
      const closedAt = new Date(Date.parse('2020-01-01') + Math.floor(Math.random() * 1e11)).toISOString();
      await at.tx('payment', HERE, (tx) =>
        tx.execute('insert into closed_month (tenant, month, through, closed_at) values ($1, $2, $3, $4)', [
          HERE,
          month,
          `${month}-28`,
          closedAt,
        ]),
      );
      return { sees: closedAt };
    },
  },
  'GET /api/payment/statements/:month': {
    elsewhere: 'their-own',
    seed: async (at) => ({ params: { month: OWED_IN }, sees: await owed(at) }),
  },
  'GET /api/payment/statements/:month/statement.xlsx': {
    elsewhere: 'their-own',
    seed: () => ({ params: { month: OWED_IN }, sees: `statement-${HERE}-` }),
  },
  'GET /api/payment/statements/:month/statement.pdf': {
    elsewhere: 'their-own',
    seed: () => ({ params: { month: OWED_IN }, sees: `statement-${HERE}-` }),
  },
  'POST /api/payment/statements/:month/close': {
    elsewhere: 'their-own',
    seed: async (at) => ({ params: { month: await nextToClose(at) }, changes: { table: 'payment.closed_month', text: HERE } }),
  },
  'GET /api/payment/nettings': { elsewhere: 'same', seed: async (at) => ({ sees: await netting(at) }) },
  // a page shows two hundred, and by now there may be more
  'GET /api/payment/nettings/tasks': {
    elsewhere: 'same',
    async seed(at) {
      await netting(at);
      return { sees: '"kind":"netting-drawn-up"' };
    },
  },
  'GET /api/payment/nettings/:id': {
    elsewhere: 'same',
    async seed(at) {
      const id = await netting(at);
      return { params: { id }, sees: id };
    },
  },
  'GET /api/payment/nettings/:id/transfers.csv': {
    elsewhere: 'same',
    seed: async (at) => ({ params: { id: await netting(at) }, sees: 'LCC,TSU,10.00' }),
  },
  'GET /api/payment/nettings/:id/positions/:library': {
    elsewhere: 'same',
    seed: async (at) => ({ params: { id: await netting(at), library: HERE }, sees: 'borrowing' }),
  },
  'POST /api/payment/nettings': {
    elsewhere: 'same',
    seed: () => ({ body: { month: '2020-01', currency: newCurrency() }, changes: { table: 'payment.netting', text: '2020-01' } }),
  },
  'POST /api/payment/nettings/:id/approve': {
    elsewhere: 'same',
    async seed(at) {
      const id = await netting(at);
      return { params: { id }, changes: { table: 'payment.netting', text: id } };
    },
  },
  'POST /api/payment/nettings/:id/withdraw': {
    elsewhere: 'same',
    async seed(at) {
      const id = await netting(at);
      return { params: { id }, body: { reason: 'A charge is missing.' }, changes: { table: 'payment.netting', text: id } };
    },
  },
  'POST /api/payment/nettings/:id/transfers/:nth/paid': {
    elsewhere: 'same',
    async seed(at) {
      const id = await netting(at, 'approved');
      return { params: { id, nth: '1' }, body: {}, changes: { table: 'payment.netting', text: id } };
    },
  },
  ...voucherSeeds,
  ...manualSeeds,
  ...invoiceSeeds,
  ...incomingSeeds,
  ...depositSeeds,
  ...feeSeeds,
  'GET /api/payment/incoming-invoices/expected': {
    elsewhere: 'their-own',
    async seed(at) {
      const [id, requestId] = [newId(), newId()];
      await publish(at, true);
      const cost = { requestId, kind: 'borrow', what: 'loan', payee: 'ZZX', amount: usd(4000), settledBy: 'invoice' } as const;
      await at.tx('payment', HERE, (tx) => postCost(tx, id, cost, at.get('payment', Policies), 30));
      return { sees: requestId };
    },
  },
  ...toBillSeeds,
  ...settlerSeeds('ifm', 'OCLC', (at) => publish(at, true)),
  ...settlerSeeds('efts', 'EFTS', (at) => publish(at, true)),
  // a page shows two hundred, and by now the library may have more: none of them is another's
  'GET /api/payment/tasks': {
    elsewhere: 'their-own',
    async seed(at) {
      await reservation(at);
      return { sees: `"library":"${HERE}"` };
    },
  },
  'POST /api/payment/charges/:id/settle': {
    async seed(at) {
      const id = await openCharge(at);
      const body = { means: 'invoice', reason: 'An invoice came.' };
      return { params: { id }, body, changes: { table: 'payment.charge', text: id } };
    },
  },
  'POST /api/payment/charges/:id/ask-policy': {
    async seed(at) {
      const id = await openCharge(at);
      await publish(at, true);
      return { params: { id }, changes: { table: 'payment.charge', text: id } };
    },
  },
  'POST /api/payment/reservations/:id/release': {
    async seed(at) {
      const { id } = await reservation(at);
      return { params: { id }, body: { reason: 'Not bought.' }, changes: { table: 'payment.reservation', text: id } };
    },
  },
  'POST /api/payment/reservations/:id/keep': {
    async seed(at) {
      const { id } = await reservation(at);
      return { params: { id }, changes: { table: 'payment.reservation', text: id } };
    },
  },
};
