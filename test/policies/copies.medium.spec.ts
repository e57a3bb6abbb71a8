import { Policies, type Service } from '#lib/service';
import { testDatabase, type TestDatabase } from '#lib/testing';
import { Database } from '#lib/messaging';
import { directory } from '../../apps/directory/src/directory.module.ts';
import { fulfillment } from '../../apps/fulfillment/src/fulfillment.module.ts';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { goLive } from '../../apps/sourcing/src/__fixtures__/small-policy.ts';
import { PolicyRegistry } from '../../apps/sourcing/src/app/policies/registry.ts';
import { sourcing } from '../../apps/sourcing/src/sourcing.module.ts';
import { chargesWith, startOn, until } from './support.ts';

const ASKING = { payment: ['charges'], directory: ['notices'], fulfillment: ['charges', 'lending'] } as const;

/** What a service knows to be live: scope, kind, hash (null where withdrawn) and sequence. */
async function copies(database: TestDatabase, service: string): Promise<unknown[]> {
  const { rows } = await database.owner.query<{ row: unknown[] }>(
    `select jsonb_build_array(tenant, kind, hash, sequence) as row from ${service}.policy_in_force order by tenant, kind`,
  );
  return rows.map(({ row }) => row);
}
const inForce = (database: TestDatabase, service: string, kinds: readonly string[]): Promise<unknown[]> =>
  copies(database, service).then((rows) => rows.filter((row) => kinds.includes((row as string[])[1]!)));

describe('services that evaluate policies', () => {
  const database = testDatabase('sourcing', 'payment', 'directory', 'fulfillment');
  const running: Service[] = [];
  database.closeFirst(() => Promise.all(running.map((service) => service.close())));
  const start = async (definition: Parameters<typeof startOn>[1]): Promise<Service> => {
    const service = await startOn({ database }, definition);
    running.push(service);
    return service;
  };
  const stop = async (service: Service): Promise<void> => {
    running.splice(running.indexOf(service), 1);
    await service.close();
  };
  const agrees = (service: keyof typeof ASKING): Promise<unknown[]> =>
    until(`${service} knows what is live`, async () => {
      const [here, there] = await Promise.all([copies(database, service), inForce(database, 'sourcing', ASKING[service])]);
      return JSON.stringify(here) === JSON.stringify(there) ? here : undefined;
    });
  const publish = (service: Service, tenant: string, fee: number) =>
    goLive(service.app.get(PolicyRegistry, { strict: false }), tenant, chargesWith(fee));
  let registry: Service;

  it('get what was published long before they listened, of the kinds they ask and no other', async () => {
    registry = await start(sourcing);
    await publish(registry, 'LCC', 0.3);
    const { id, version } = await publish(registry, 'HFC', 0.28);
    await registry.app
      .get(PolicyRegistry, { strict: false })
      .retire({ tenant: 'HFC', actor: 'ann' }, id, { version, reason: 'As the consortium has it.' });
    // nobody listens yet: what is told is gone once it is published
    await until('everything told', async () => {
      const { rows } = await database.owner.query<{ left: number }>('select count(*)::int as left from sourcing.outbox');
      return rows[0]!.left === 0 || undefined;
    });
    for (const definition of [payment, directory, fulfillment]) await start(definition);
    expect(await agrees('payment')).toEqual([
      ['HFC', 'charges', null, 2],
      ['LCC', 'charges', expect.stringMatching(/^[0-9a-f]{64}$/), 1],
      ['consortium', 'charges', expect.stringMatching(/^[0-9a-f]{64}$/), 1],
    ]);
    expect(await agrees('directory')).toHaveLength(1);
    expect((await agrees('fulfillment')).map((row) => (row as string[]).slice(0, 2))).toEqual([
      ['HFC', 'charges'],
      ['LCC', 'charges'],
      ['consortium', 'charges'],
      ['consortium', 'lending'],
    ]);
  });

  it('hear what goes live and what is withdrawn, and evaluate the library’s own before the consortium’s', async () => {
    const { id, version, state } = await publish(registry, 'LCC', 0.31);
    await agrees('payment');
    const service = running.find(({ definition }) => definition === payment)!;
    const live = (tenant: string) =>
      service.app.get(Database).transaction({ tenant }, (tx) => service.app.get(Policies, { strict: false }).live(tx, 'charges'));
    expect(await live('LCC')).toMatchObject({ scope: 'LCC', number: 2, hash: state.content.hash });
    expect(await live('TSU')).toMatchObject({ scope: 'consortium', number: 1 });
    await registry.app
      .get(PolicyRegistry, { strict: false })
      .retire({ tenant: 'LCC', actor: 'ann' }, id, { version, reason: 'As the consortium has it.' });
    await agrees('payment');
    expect(await live('LCC')).toMatchObject({ scope: 'consortium' });
  });

  it('change nothing when they hear it again, whoever starts anew', async () => {
    const before = await copies(database, 'payment');
    await stop(registry);
    registry = await start(sourcing);
    const service = running.find(({ definition }) => definition === payment)!;
    await stop(service);
    await start(payment);
    await publish(registry, 'TSU', 0.27);
    // whatever of the repeats is still under way comes to the same
    expect(await agrees('payment')).toEqual([
      ...before.filter((row) => (row as string[])[0] !== 'consortium'),
      ['TSU', 'charges', expect.any(String), 1],
      ...before.filter((row) => (row as string[])[0] === 'consortium'),
    ]);
  });

  it('get it from sourcing’s start where sourcing did not yet know what they ask', async () => {
    await stop(running.find(({ definition }) => definition === payment)!);
    await stop(registry);
    // as an older sourcing leaves it behind: the question has reached it, and it knew no answer
    await database.owner.query(
      `update messaging.subscriber set subscriptions = subscriptions - 'payment' where service = 'sourcing'`,
    );
    await database.owner.query('delete from payment.policy_in_force');
    await start(payment);
    await until('payment has asked in vain', async () => {
      const { rows } = await database.owner.query<{ left: number }>('select count(*)::int as left from payment.outbox');
      return rows[0]!.left === 0 || undefined;
    });
    expect(await copies(database, 'payment')).toEqual([]);
    registry = await start(sourcing);
    expect((await agrees('payment')).length).toBeGreaterThan(3);
  });
});
