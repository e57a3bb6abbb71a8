import { randomUUID } from 'node:crypto';
import { unwrap } from '#lib/kernel';
import { oweFee, stepFee } from '../../../apps/payment/src/app/patron-fees.ts';
import { feeId } from '../../../apps/payment/src/app/stores.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

const usd = (minor: number) => ({ minor, currency: 'USD' });
const AT = '2025-10-06T14:00:00.000Z';

/** A fee of ten dollars, of a request of its own. */
async function fee(at: Installation, waived = false) {
  const [attempt, requestId] = [randomUUID(), randomUUID()];
  const id = feeId(attempt);
  await at.tx('payment', HERE, async (tx) => {
    await oweFee(tx, attempt, { requestId, what: 'loan', amount: usd(1000) }, AT);
    if (!waived) return;
    unwrap(await stepFee(tx, id, { type: 'pay', amount: usd(1000), by: 'cash' }));
    unwrap(await stepFee(tx, id, { type: 'waive', amount: usd(1000), reason: 'Came too late to be of use.' }));
  });
  return { id, requestId };
}
const changes = (id: string) => ({ table: 'payment.patron_fee', text: id });

export const feeSeeds: RouteSeeds = {
  'GET /api/payment/patron-fees': {
    elsewhere: 'their-own',
    async seed(at) {
      const { id, requestId } = await fee(at);
      return { query: `request=${requestId}`, sees: id };
    },
  },
  'POST /api/payment/patron-fees/:id/pay': {
    async seed(at) {
      const { id } = await fee(at);
      return { params: { id }, body: { amount: usd(400), by: 'card', receipt: 'R-1' }, changes: changes(id) };
    },
  },
  'POST /api/payment/patron-fees/:id/refund': {
    async seed(at) {
      const { id } = await fee(at, true);
      return { params: { id }, body: { amount: usd(400), by: 'cash' }, changes: changes(id) };
    },
  },
  'POST /api/payment/patron-fees/:id/waive': {
    async seed(at) {
      const { id } = await fee(at);
      return { params: { id }, body: { amount: usd(400), reason: 'Came too late to be of use.' }, changes: changes(id) };
    },
  },
};
