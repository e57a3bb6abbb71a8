import { randomUUID } from 'node:crypto';
import { money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { Policies, type Service } from '#lib/service';
import { testDatabase, testKafka } from '#lib/testing';
import { postCost } from '../../apps/payment/src/app/post-cost.ts';
import { charges } from '../../apps/payment/src/app/stores.ts';
import { ledgerCheck } from '../../apps/payment/src/ledger-check.ts';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { goLive } from '../../apps/sourcing/src/__fixtures__/small-policy.ts';
import { PolicyRegistry } from '../../apps/sourcing/src/app/policies/registry.ts';
import { sourcing } from '../../apps/sourcing/src/sourcing.module.ts';
import { chargesWith, startOn, until } from './support.ts';

describe('two replicas of payment over Kafka', () => {
  const database = testDatabase('sourcing', 'payment');
  const kafka = testKafka();
  const place = { database, kafka: { brokers: kafka.brokers, prefix: kafka.name('replicas').replace('.', '-') } };
  const running: Service[] = [];
  database.closeFirst(() => Promise.all(running.map((service) => service.close())));

  const probes = new Set<string>();
  /** The fee this replica posts now for a charge of $40, in a transaction of its own. */
  const feeAt = (replica: Service): Promise<number | undefined> => {
    const [attempt, requestId] = [randomUUID(), randomUUID()];
    probes.add(attempt);
    return replica.app.get(Database).transaction({ tenant: 'LCC' }, async (tx) => {
      const cost = {
        requestId,
        kind: 'borrow',
        what: 'loan',
        payee: 'ZZX',
        amount: money(4000, 'USD'),
        settledBy: 'OCLC',
      } as const;
      await postCost(tx, attempt, cost, replica.app.get(Policies, { strict: false }), 30);
      const { state } = await charges.load(tx, attempt);
      return state.entries.find(({ kind }) => kind === 'ifm-fee')?.lines[0]?.amount.minor;
    });
  };

  it('both decide by what is published within two seconds', async () => {
    for (const definition of [sourcing, payment, payment]) running.push(await startOn(place, definition));
    const [registry, ...replicas] = running;
    for (const replica of replicas) await until('the consortium’s policy', () => feeAt(replica));
    expect(await Promise.all(replicas.map(feeAt))).toEqual([26, 26]);
    const times: number[] = [];
    for (const fee of [30, 31, 32, 33, 34]) {
      await goLive(registry!.app.get(PolicyRegistry, { strict: false }), 'LCC', chargesWith(fee / 100));
      const published = performance.now();
      const took = await Promise.all(
        replicas.map(async (replica) => {
          await until(`a fee of ${fee} cents`, async () => ((await feeAt(replica)) === fee ? true : undefined));
          return performance.now() - published;
        }),
      );
      times.push(...took);
    }
    console.log(
      `published over Kafka, decided by in both replicas after at most ${Math.round(Math.max(...times))} ms (five times)`,
    );
    // generous: said within two seconds, on a machine that does nothing else
    expect(Math.max(...times)).toBeLessThan(10_000);
    expect(await Promise.all(replicas.map(feeAt))).toEqual([34, 34]);
    const { faults, charges: posted } = await ledgerCheck(database.owner);
    expect([faults, posted]).toEqual([[], probes.size]);
  });
});
