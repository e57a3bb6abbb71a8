import { randomUUID } from 'node:crypto';
import { money, unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
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
