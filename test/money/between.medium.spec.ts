// The moment between "shipped" and its charge: the process is killed in it, for real, and everything told is told again.
import { randomUUID } from 'node:crypto';
import { CostIncurred, CostReversed, type MessageType } from '#lib/contracts';
import { money } from '#lib/kernel';
import { booksCheck } from '../../apps/cli/src/books/books-check.ts';
import type { StatementShape } from '../../apps/payment/src/http/settling-shapes.ts';
import type { RequestMoney, TrialBalance } from '../../apps/payment/src/http/shapes.ts';
import { ledgerCheck } from '../../apps/payment/src/ledger-check.ts';
import { loadRequests } from '#test/world';
import { advance } from '../chaos/run.ts';
import { tasks, upload } from '../scenario/run-demo.ts';
import { until, type TrilliumClient } from '../support/client.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { quiet, underWay } from '../support/quiet.ts';

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

  let ifmRequest: string;
  let ifmAttempt: string;
  const ifmEntries = async (): Promise<[string, number][]> =>
    (await (await accountant('TSU')).get<RequestMoney>(`/api/payment/requests/${ifmRequest}`)).entries.map(({ kind, lines }) => [
      kind,
      lines[0]!.amount.minor,
    ]);
  const balances = async (at: string): Promise<TrialBalance['accounts']> =>
    (await (await accountant('TSU')).get<TrialBalance>(`/api/payment/trial-balance?at=${at}`)).accounts;

  beforeAll(async () => {
    cluster = await startCluster({});
  }, 180_000);
  afterAll(() => cluster?.close(), 60_000);

  /** Whoever posts waits in the middle of it, so that the death comes then. */
  const slowly = async (): Promise<void> => {
    await cluster.owner
      .query(`create function payment.dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return null; end $$;
      create trigger dawdle after insert on payment.posting for each statement execute function payment.dawdle();`);
    await cluster.owner.query(`alter system set client_connection_check_interval = '5ms'`);
    await cluster.owner.query('select pg_reload_conf()');
  };
  const posting = async (): Promise<boolean> =>
    (await count(`select count(*)::int n from pg_stat_activity where wait_event = 'PgSleep'`)) > 0;
  const killed = async (): Promise<void> => {
    await [...cluster.programs.values()][0]!.stop('SIGKILL');
    await until('the transaction of the dead is gone', async () => ((await posting()) ? undefined : true));
    await cluster.owner.query('drop function payment.dawdle cascade');
  };

  it('posts what a lender shipped once, after the restart and the message doubled', async () => {
    // request 14 of the demo: ZZX lends for $40 through IFM, once staff agree
    const row = loadRequests().find(({ LoanTitle }) => LoanTitle?.startsWith('Science and Civilisation'))!;
    const batch = await upload(cluster, [row]);
    ifmRequest = batch.results[0]!.requestId!;
    await slowly();
    for (let step = 0; step < 80 && !(await posting()); step += 1) {
      await advance(cluster, 12);
      await until('this half day’s work done', async () =>
        (await posting()) || !Object.keys(await underWay(cluster.owner)).length ? true : undefined,
      );
      if (await posting()) break;
      const asked = (await tasks(cluster, 'TSU')).find(({ kind }) => kind === 'conditional');
      const accept = asked?.actions.find(({ name }) => name === 'accept-condition');
      const fields = accept?.fields.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]) ?? [];
      if (accept) await cluster.operator.at('TSU').post(accept.path, Object.fromEntries(fields));
    }
    await killed();
    // fulfillment had committed that it was shipped for $40; of the charge nothing stands
    const { rows } = await cluster.owner.query<{ aggregate: string }>(
      `select aggregate from fulfillment.event where type = 'charged' and data -> 'amount' ->> 'minor' = '4000'`,
    );
    expect(rows).toHaveLength(1);
    ifmAttempt = rows[0]!.aggregate;
    expect(await count(`select count(*)::int n from payment.entry where cause = '${ifmAttempt}'`)).toBe(0);
    // the same message once more, as a broker brings it that was not told it had arrived
    const { rowCount } = await cluster.owner.query(
      `insert into payment.inbox (part, id, key, tenant, type, envelope)
       select part, id, key, tenant, type, envelope from payment.inbox where key = $1 and type = $2`,
      [ifmAttempt, CostIncurred.type],
    );
    expect(rowCount).toBe(1);
    await cluster.start('all-in-one');
    await quiet(cluster.owner);
    expect(await ifmEntries()).toEqual([
      ['ifm-expected', 4000],
      ['ifm-fee', 26],
    ]);
  }, 240_000);

  it('posts what one member owes another once, in both books, however often it is told', async () => {
    await slowly();
    await fulfillmentSays(CostIncurred, cost);
    await until('payment is about to post it', async () => ((await posting()) ? true : undefined));
    await killed();
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
    const days = (Date.parse('2025-11-02T14:00:00Z') - Date.parse(cluster.world.state.now())) / 86_400_000;
    await advance(cluster, 24 * days);
    await quiet(cluster.owner);
    const closed: StatementShape[] = [];
    for (const library of ['LCC', 'TSU']) {
      await (await accountant(library)).post('/api/payment/statements/2025-10/close', {});
      closed.push(await statement(library, '2025-10'));
    }
    const october = await balances('2025-10-31T23:59:59Z');
    expect(october.find(({ account }) => account === 'settlement:OCLC')?.balance).toEqual(money(-4026, 'USD'));
    const undone = { requestId, reason: 'Never arrived, given back.' };
    await fulfillmentSays(CostReversed, undone);
    await fulfillmentSays(CostReversed, undone);
    // the real one is asked back at the desk, and granted
    const desk = cluster.operator.at('TSU');
    await desk.post(`/api/fulfillment/attempts/${ifmAttempt}/ask-refund`, { reason: 'It never came.' });
    await desk.post(`/api/fulfillment/attempts/${ifmAttempt}/refund-granted`, {});
    await quiet(cluster.owner);
    expect(await balances('2025-10-31T23:59:59Z')).toEqual(october);
    expect((await balances(cluster.world.state.now())).find(({ account }) => account === 'settlement:OCLC')?.balance).toEqual(
      money(0, 'USD'),
    );
    expect((await ifmEntries()).reduce((sum, [, minor]) => sum + minor, 0)).toBe(0);
    for (const [nth, library] of ['LCC', 'TSU'].entries()) {
      expect(await statement(library, '2025-10')).toEqual(closed[nth]);
      const now = await statement(library, '2025-11');
      expect(now).toMatchObject({ after: money(0, 'USD'), lines: [{ section: 'corrections', restates: '2025-10' }] });
      expect(now.sums.corrections).toEqual(money(library === 'LCC' ? -PRICE : PRICE, 'USD'));
    }
    expect((await ledgerCheck(cluster.owner)).faults).toEqual([]);
    expect(await booksCheck(cluster.owner)).toMatchObject({ faults: [], costs: 2, underWay: 0 });
  }, 120_000);
});
