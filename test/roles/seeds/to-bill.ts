import { unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import type { LentCharged } from '#lib/contracts';
import { billLent } from '../../../apps/payment/src/app/lent/bill-lent.ts';
import { chargeLent, takeBackLent } from '../../../apps/payment/src/app/lent/hear-lent.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

let borrowers = 0;
const newBorrower = (): string => {
  borrowers += 1;
  return `B${borrowers}Q`;
};

/** Something lent to another library each time, which is to be billed. */
async function lent(at: Installation): Promise<{ id: string; borrower: string }> {
  const [id, borrower] = [newId(), newBorrower()];
  const charged: LentCharged = {
    borrower,
    member: false,
    service: 'loan',
    means: 'invoice',
    amount: { minor: 1500, currency: 'USD' },
    policy: { hash: 'f'.repeat(64), rules: [] },
    reasons: [],
  };
  await at.tx('payment', HERE, (tx) => chargeLent(tx, id, charged, '2025-10-14T10:00:00.000Z'));
  return { id, borrower };
}

/** What was lent and is to be asked for by invoice. */
export const toBillSeeds: RouteSeeds = {
  'GET /api/payment/to-bill': { elsewhere: 'their-own', seed: async (at) => ({ sees: (await lent(at)).borrower }) },
  'POST /api/payment/to-bill': {
    async seed(at) {
      const { borrower } = await lent(at);
      return { body: { borrower }, changes: { table: 'payment.invoice', text: borrower } };
    },
  },
  'POST /api/payment/to-bill/:id/take-off': {
    async seed(at) {
      const { id, borrower } = await lent(at);
      await at.tx('payment', HERE, async (tx) => {
        unwrap(await billLent(tx, borrower, 'USD', 30));
        await takeBackLent(tx, id, 'It never arrived');
      });
      return { params: { id }, body: { reason: 'Taken back' }, changes: { table: 'payment.invoice', text: borrower } };
    },
  },
};
