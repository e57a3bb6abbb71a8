import { randomUUID } from 'node:crypto';
import { CostIncurred } from '#lib/contracts';
import { money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import type { Service } from '#lib/service';
import { messagesOf, testDatabase } from '#lib/testing';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { goLive } from '../../apps/sourcing/src/__fixtures__/small-policy.ts';
import { PolicyRegistry } from '../../apps/sourcing/src/app/policies/registry.ts';
import { sourcing } from '../../apps/sourcing/src/sourcing.module.ts';
import { chargesWith, startOn, until } from './support.ts';

describe('the fee for a borrowing paid by IFM', () => {
  const database = testDatabase('sourcing', 'payment');
  const running: Service[] = [];
  database.closeFirst(() => Promise.all(running.map((service) => service.close())));

  it('is what the library publishes, for the next charge, and not for those posted before', async () => {
    const [registry, books] = [await startOn({ database }, sourcing), await startOn({ database }, payment)];
    running.push(registry, books);
    const fees = async (tenant: string): Promise<number[]> => {
      const { rows } = await database.owner.query<{ minor: number }>(
        `select p.minor::int as minor from payment.entry e join payment.posting p on p.entry_id = e.id and p.line = 0
           where e.tenant = $1 and e.kind = 'ifm-fee' order by e.id`,
        [tenant],
      );
      return rows.map(({ minor }) => minor);
    };
    const borrow = async (tenant: string): Promise<void> => {
      const requestId = randomUUID();
      const data = { requestId, kind: 'borrow', what: 'loan', payee: 'ZZX', amount: money(4000, 'USD'), settledBy: 'OCLC' };
      await messagesOf('payment').deliver(books.app.get(Database), [
        { message: CostIncurred, tenant, subject: randomUUID(), correlation: requestId, data },
      ]);
    };
    const known = (scope: string) =>
      until(`${scope}'s policy`, async () => {
        const { rowCount } = await database.owner.query(
          `select from payment.policy_in_force where tenant = $1 and kind = 'charges'`,
          [scope],
        );
        return rowCount ? true : undefined;
      });
    await known('consortium');
    await borrow('LCC');
    await goLive(registry.app.get(PolicyRegistry, { strict: false }), 'LCC', chargesWith(0.3));
    await known('LCC');
    for (const library of ['LCC', 'TSU']) await borrow(library);
    expect([await fees('LCC'), await fees('TSU')]).toEqual([[26, 30], [26]]);
  });
});
