import { randomUUID } from 'node:crypto';
import { money, unwrap } from '#lib/kernel';
import { moveDeposit, openDeposit, stateDeposit } from '../../../apps/payment/src/app/deposits.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

/** A deposit account with a hundred dollars, at a provider of its own. */
async function account(at: Installation): Promise<string> {
  const which = { provider: `P-${randomUUID()}`, currency: 'USD' };
  await at.tx('payment', HERE, async (tx) => {
    unwrap(await openDeposit(tx, which));
    unwrap(await moveDeposit(tx, which, { amount: money(10_000, 'USD'), on: '2025-01-02', reference: 'ACH 1' }));
  });
  return which.provider;
}
const changes = (text: string) => ({ table: 'payment.deposit', text });
const fresh = (): string => `P-${randomUUID()}`;

export const depositSeeds: RouteSeeds = {
  'GET /api/payment/deposits': { elsewhere: 'their-own', seed: async (at) => ({ sees: await account(at) }) },
  'PUT /api/payment/deposits/:provider': {
    elsewhere: 'their-own',
    seed() {
      const provider = fresh();
      return { params: { provider }, body: { low: 5000 }, changes: changes(provider) };
    },
  },
  'POST /api/payment/deposits/:provider/moves': {
    async seed(at) {
      const provider = await account(at);
      return { params: { provider }, body: { minor: 500, on: '2025-01-03', reference: 'ACH 2' }, changes: changes(provider) };
    },
  },
  'POST /api/payment/deposits/:provider/moves/:nth/take-back': {
    async seed(at) {
      const provider = await account(at);
      return { params: { provider, nth: '1' }, body: { reason: 'Never sent.' }, changes: changes(provider) };
    },
  },
  'POST /api/payment/deposits/:provider/statements': {
    async seed(at) {
      const provider = await account(at);
      return { params: { provider }, body: { says: 9000, on: '2025-01-31' }, changes: changes(provider) };
    },
  },
  'POST /api/payment/deposits/:provider/statements/accept': {
    async seed(at) {
      const provider = await account(at);
      await at.tx('payment', HERE, async (tx) =>
        unwrap(await stateDeposit(tx, { provider, currency: 'USD' }, 9000, '2025-01-31')),
      );
      return { params: { provider }, body: { reason: 'Its fee.' }, changes: changes(provider) };
    },
  },
};
