// The moment between "shipped" and its charge: the process is killed in it, for real, and everything told is told again.
import { randomUUID } from 'node:crypto';
import { CostIncurred, CostReversed, type MessageType } from '#lib/contracts';
import { money } from '#lib/kernel';
import { booksCheck } from '../../apps/cli/src/books/books-check.ts';
import type { StatementShape } from '../../apps/payment/src/http/settling-shapes.ts';
import { ledgerCheck } from '../../apps/payment/src/ledger-check.ts';
import { advance } from '../chaos/run.ts';
import { until, type TrilliumClient } from '../support/client.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { quiet } from '../support/quiet.ts';

const PRICE = 1535;
const [requestId, attempt] = [randomUUID(), randomUUID()];

describe('killed between what was shipped and its charge', () => {
  let cluster: Cluster;
  const accountant = async (library: string): Promise<TrilliumClient> => cluster.at(library);
  const statement = async (library: string, month: string): Promise<StatementShape> =>
    (await accountant(library)).get<StatementShape>(`/api/payment/statements/${month}`);
  const count = async (sql: string): Promise<number> => (await cluster.owner.query<{ n: number }>(sql)).rows[0]!.n;

  /** Committed in fulfillment's outbox, as its transaction that notes "shipped" commits it. */
  const fulfillmentSays = async (message: MessageType, data: object, id = randomUUID()): Promise<void> => {
    const envelope = {
      specversion: '1.0',
      id,
      source: message.source,
      type: message.type,
      subject: attempt,
      tenant: 'LCC',
      sequence: 1,
      correlation: requestId,
      time: cluster.world.state.now(),
      datacontenttype: 'application/json',
      data,
    };
    await cluster.owner.query('insert into fulfillment.outbox (id, key, tenant, type, envelope) values ($1, $2, $3, $4, $5)', [
      id,
      attempt,
      'LCC',
      message.type,
      JSON.stringify(envelope),
    ]);
  };
  const cost: CostIncurred = {
    requestId,
    kind: 'borrow',
    what: 'loan',
    payee: 'TSU',
    member: true,
    amount: money(PRICE, 'USD'),
    settledBy: 'consortium',
  };

  beforeAll(async () => {
    cluster = await startCluster({});
  }, 180_000);
  afterAll(() => cluster?.close(), 60_000);

  it('posts it once, in both books, after the restart and however often it is told', async () => {
    // whoever posts waits in the middle of it, so that the death comes then
    await cluster.owner
      .query(`create function payment.dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return null; end $$;
      create trigger dawdle after insert on payment.posting for each statement execute function payment.dawdle();`);
    await cluster.owner.query(`alter system set client_connection_check_interval = '5ms'`);
    await cluster.owner.query('select pg_reload_conf()');
    await fulfillmentSays(CostIncurred, cost);
    await until('payment is about to post it', async () =>
      (await count(`select count(*)::int n from pg_stat_activity where wait_event = 'PgSleep'`)) > 0 ? true : undefined,
    );
    await [...cluster.programs.values()][0]!.stop('SIGKILL');
    await cluster.owner.query('drop function payment.dawdle cascade');
    await until('the dead one’s transaction is gone', async () =>
      (await count(`select count(*)::int n from pg_stat_activity where wait_event = 'PgSleep'`)) === 0 ? true : undefined,
    );
    expect(await count(`select count(*)::int n from payment.entry where cause = '${attempt}'`)).toBe(0);

    await cluster.start('all-in-one');
    // told again: as the same message, and as another
    await fulfillmentSays(CostIncurred, cost);
    await fulfillmentSays(CostIncurred, cost);
    await quiet(cluster.owner);
    expect(await statement('LCC', '2025-10')).toMatchObject({ after: money(PRICE, 'USD'), lines: [{ section: 'borrowing' }] });
    expect(await statement('TSU', '2025-10')).toMatchObject({ after: money(-PRICE, 'USD'), lines: [{ section: 'lending' }] });
  }, 120_000);

  it('undone after both have closed the month stands in the running one, to the cent', async () => {
    await advance(cluster, 24 * 27);
    const closed: StatementShape[] = [];
    for (const library of ['LCC', 'TSU']) {
      await (await accountant(library)).post('/api/payment/statements/2025-10/close', {});
      closed.push(await statement(library, '2025-10'));
    }
    const undone = { requestId, reason: 'Never arrived, given back.' };
    await fulfillmentSays(CostReversed, undone);
    await fulfillmentSays(CostReversed, undone);
    await quiet(cluster.owner);
    for (const [nth, library] of ['LCC', 'TSU'].entries()) {
      expect(await statement(library, '2025-10')).toEqual(closed[nth]);
      const now = await statement(library, '2025-11');
      expect(now).toMatchObject({ after: money(0, 'USD'), lines: [{ section: 'corrections', restates: '2025-10' }] });
      expect(now.sums.corrections).toEqual(money(library === 'LCC' ? -PRICE : PRICE, 'USD'));
    }
    expect((await ledgerCheck(cluster.owner)).faults).toEqual([]);
    expect(await booksCheck(cluster.owner)).toMatchObject({ faults: [], costs: 1, underWay: 0 });
  }, 120_000);
});
