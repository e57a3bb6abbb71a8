import { randomUUID } from 'node:crypto';
import { money, unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { proposeEntry, setManualLimit } from '../../../apps/payment/src/app/manual-entries.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

const body = (minor: number) => ({
  lines: [
    { account: 'expense:fees', amount: money(minor, 'USD') },
    { account: 'bank', amount: money(-minor, 'USD') },
  ],
  reason: `Seeded ${randomUUID()}`,
});
/** An entry by hand: waiting for a second person, or posted; each by somebody else, whose entries do not count together. */
async function written(at: Installation, minor: number): Promise<string> {
  const id = newId();
  await at.tx('payment', HERE, async (tx) => unwrap(await proposeEntry(tx, id, randomUUID(), body(minor))));
  return id;
}
const [ABOVE, WITHIN] = [1_000_000, 1000];
const changes = (text: string) => ({ table: 'payment.manual_entry', text });
const reason = { reason: 'It was paid in September' };
let limit = 100;

export const manualSeeds: RouteSeeds = {
  'GET /api/payment/manual-entries': { elsewhere: 'their-own', seed: async (at) => ({ sees: await written(at, ABOVE) }) },
  'POST /api/payment/manual-entries': {
    elsewhere: 'their-own',
    seed() {
      const one = body(WITHIN);
      return { body: one, changes: changes(one.reason) };
    },
  },
  'PUT /api/payment/manual-entries/limit': {
    elsewhere: 'their-own',
    async seed(at) {
      await at.tx('payment', HERE, async (tx) => unwrap(await setManualLimit(tx, (limit += 1))));
      limit += 1;
      return { body: { limit }, changes: { table: 'payment.manual_limit', text: String(limit) } };
    },
  },
  'POST /api/payment/manual-entries/:id/approve': {
    async seed(at) {
      const id = await written(at, ABOVE);
      return { params: { id }, changes: changes(id) };
    },
  },
  'POST /api/payment/manual-entries/:id/refuse': {
    async seed(at) {
      const id = await written(at, ABOVE);
      return { params: { id }, body: reason, changes: changes(id) };
    },
  },
  'POST /api/payment/manual-entries/:id/reverse': {
    async seed(at) {
      const id = await written(at, WITHIN);
      return { params: { id }, body: reason, changes: changes(id) };
    },
  },
};
