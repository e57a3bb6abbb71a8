import { randomUUID } from 'node:crypto';
import { PolicyPublished } from '#lib/contracts';
import { money, unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { keepPublished, Policies } from '#lib/service';
import { chargesPublished } from '../../../apps/payment/src/__fixtures__/charges.ts';
import { postCost } from '../../../apps/payment/src/app/post-cost.ts';
import { reserveFund } from '../../../apps/payment/src/app/reserve-fund.ts';
import { setAllocation } from '../../../apps/payment/src/app/set-allocation.ts';
import { reservations } from '../../../apps/payment/src/app/stores.ts';
import { reservationDecider } from '../../../apps/payment/src/domain/reservation/reservation.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

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
  'GET /api/payment/tasks': { elsewhere: 'their-own', seed: async (at) => ({ sees: (await reservation(at)).id }) },
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
