import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '#lib/kernel';
import { testDatabase, TEST_SECRET } from '#lib/testing';
import type { Installation } from './installation.ts';
import { atWork, BORROWER, LENDER } from './staff.ts';
import { standing, startTwo, told, untilStanding, type Two } from './two.ts';

const EACH = 1000;
const MINUTE = 60_000;

describe('two installations over ISO 18626, on a line that loses one message in twenty and brings one in twenty twice', () => {
  const databases = [testDatabase('fulfillment'), testDatabase('fulfillment')] as const;
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'trillium-two-')));
  let two: Two;
  let stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    two = await startTwo({
      databases: { borrower: databases[0].url, lender: databases[1].url },
      databaseSecret: TEST_SECRET,
      folders: { borrower: folders[0]!, lender: folders[1]! },
      faults: { lost: 25, unanswered: 25, doubled: 50 },
      seed: 18626,
    });
  }, 2 * MINUTE);
  databases[0].closeFirst(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
    await two?.close();
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const rows = async <T extends object>({ owner }: Installation, sql: string): Promise<T[]> => (await owner.query<T>(sql)).rows;
  const messages = (installation: Installation, direction: 'in' | 'out') =>
    rows<{ xml: string; answer: string; kind: string }>(
      installation,
      `select xml, answer, kind from fulfillment.iso_message where direction = '${direction}'`,
    );

  it(
    'complete a thousand loans and a thousand copies, though each dies once on the way',
    async () => {
      stops = [
        atWork(two.borrower, BORROWER, { side: 'borrower', hands: 6 }),
        atWork(two.lender, LENDER, { side: 'lender', hands: 6 }),
      ];
      await two.borrower.decided('loan', EACH, two.asked);
      await two.borrower.decided('copy', EACH, two.asked);
      await untilStanding(two, ({ lent }) => (lent['copy supplied'] ?? 0) + (lent['loan returned'] ?? 0) > EACH / 4, 5 * MINUTE);
      await two.lender.crash();
      await untilStanding(two, ({ lent }) => (lent['copy supplied'] ?? 0) + (lent['loan returned'] ?? 0) > EACH / 2, 5 * MINUTE);
      await two.borrower.crash();
      await untilStanding(two, ({ lent }) => lent['copy supplied'] === EACH && lent['loan returned'] === EACH, 10 * MINUTE);
      await untilStanding(
        two,
        ({ borrowed }) => borrowed['loan closed'] === EACH && borrowed['copy closed'] === EACH,
        2 * MINUTE,
      );
      await Promise.all(stops.splice(0).map((stop) => stop()));
      // what was on its way when a process died is claimed anew once its lease has run out
      await told(two, 4 * MINUTE);
      // a copy can be asked for again for ten working days; then that is over too
      two.clock.advance(30 * DAY);
      await untilStanding(two, ({ lent }) => lent['copy completed'] === EACH, MINUTE);
      expect((await standing(two)).lent).toEqual({ 'copy completed': EACH, 'loan returned': EACH });
    },
    20 * MINUTE,
  );

  it('agree in the end, request by request, and nothing waits anywhere', async () => {
    const borrowed = await rows<{ id: string; service: string; due: string | null; cost: number }>(
      two.borrower,
      `select id, state->'wanted'->>'service' service, state->>'dueDate' due,
         (select sum((e.data#>>'{amount,minor}')::int)::int from fulfillment.event e where e.aggregate = a.id and e.data->>'type' = 'charged') cost
       from fulfillment.attempt a order by id`,
    );
    const lent = await rows<{ id: string; service: string; due: string | null; cost: number }>(
      two.lender,
      `select state->'requestIds'->>0 id, service, state->>'dueDate' due, (state#>>'{cost,minor}')::int cost
       from fulfillment.lent order by 1`,
    );
    expect(borrowed).toHaveLength(2 * EACH);
    expect(lent).toEqual(borrowed);
    for (const side of [two.borrower, two.lender]) {
      expect(await rows(side, `select kind, key from fulfillment.job`)).toEqual([]);
      expect(await rows(side, `select * from fulfillment.iso_refused`)).toEqual([]);
    }
    expect(
      await rows(two.borrower, `select id from fulfillment.attempt where jsonb_array_length(state->'questions') > 0`),
    ).toEqual([]);
    expect(await rows(two.borrower, `select id from fulfillment.process where status <> 'closed'`)).toEqual([]);
  });

  it('have charged each once', async () => {
    const [{ charged, attempts } = { charged: 0, attempts: 0 }] = await rows<{ charged: number; attempts: number }>(
      two.borrower,
      `select count(*)::int charged, count(distinct aggregate)::int attempts from fulfillment.event where data->>'type' = 'charged'`,
    );
    expect({ charged, attempts }).toEqual({ charged: 2 * EACH, attempts: 2 * EACH });
  });

  it('have kept every message once on each side, with one confirmation that both know', async () => {
    for (const [from, to] of [
      [two.borrower, two.lender],
      [two.lender, two.borrower],
    ] as const) {
      const [sent, heard] = [await messages(from, 'out'), await messages(to, 'in')];
      expect(new Set(sent.map(({ xml }) => xml)).size).toBe(sent.length);
      const known = new Map(heard.map(({ xml, answer }) => [xml, answer]));
      expect(known.size).toBe(heard.length);
      expect(heard).toHaveLength(sent.length);
      expect(sent.filter(({ xml, answer }) => known.get(xml) !== answer)).toEqual([]);
    }
    const all = await messages(two.lender, 'in');
    const byKind = Object.groupBy(all, ({ kind }) => kind);
    expect(Object.fromEntries(Object.entries(byKind).map(([kind, some]) => [kind, some!.length]))).toMatchObject({
      New: 2 * EACH,
      Received: expect.any(Number),
      ShippedReturn: EACH,
    });
  });

  it('had a line as bad as was said', () => {
    for (const { brought, lost, unanswered, doubled } of Object.values(two.lines).map(({ did }) => did)) {
      const all = brought + lost;
      expect(all).toBeGreaterThan(2 * EACH);
      expect((lost + unanswered) / all).toBeGreaterThan(0.035);
      expect(doubled / all).toBeGreaterThan(0.035);
    }
  });
});
