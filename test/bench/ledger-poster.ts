// A process of its own: `node dist/test/bench/ledger-poster.js COUNT` posts so many charges as payment does when it hears of them.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CostIncurred } from '#lib/contracts';
import { ManualClock, money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { compilePolicy, readPolicy } from '#lib/policy';
import { projectRoot, type Policies } from '#lib/service';
import { postCost } from '../../apps/payment/src/app/post-cost.ts';
// types only: the bench itself is not to be in this process
import type { Posted } from './ledger.ts';
import { pairOf, priceOf, YEAR } from './ledger-load.ts';

/** As many as the inbox lets share a commit. */
const TOGETHER = 50;

const count = Number(process.argv[2]);
const { BENCH_DATABASE_URL: url = '', BENCH_RELAY_URL: relayUrl = '', BENCH_LIBRARIES: libraries = '2' } = process.env;
const database = new Database({ service: 'payment', url, relayUrl, clock: new ManualClock(`${YEAR}-01-01T06:00:00Z`) });
const read = readPolicy(readFileSync(join(projectRoot(), 'rules/charges.json'), 'utf8'), 'charges');
if (!read.ok) throw new Error(JSON.stringify(read.error));
const compiled = await compilePolicy(read.value);
// the shipped policy, compiled once as the service does it; only that it is looked up in the database is left out
const policies = { live: async () => ({ compiled, hash: compiled.hash }) } as unknown as Policies;

const began = performance.now();
for (let from = 0; from < count; from += TOGETHER)
  await database.transaction({ tenant: 'consortium' }, async (tx) => {
    for (let nth = from; nth < Math.min(from + TOGETHER, count); nth += 1) {
      const [borrower, lender] = pairOf(nth, Number(libraries));
      const cost: CostIncurred = {
        requestId: randomUUID(),
        kind: 'borrow',
        what: 'loan',
        payee: lender,
        member: true,
        amount: money(priceOf(nth), 'USD'),
        settledBy: 'consortium',
      };
      await tx.asTenant(borrower, (own) => postCost(own, randomUUID(), cost, policies, 3));
    }
  });
const posted: Posted = { charges: count, seconds: (performance.now() - began) / 1000 };
await database.close();
console.log(`done: ${JSON.stringify(posted)}`);
