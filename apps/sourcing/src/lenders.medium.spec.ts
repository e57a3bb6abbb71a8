import { randomUUID } from 'node:crypto';
import { AttemptAdvanced, type AttemptStatus, type DecisionRecord, type LenderToAsk } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import request from 'supertest';
import type { Sent } from './__fixtures__/messages.ts';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { TUFTE, verified } from './__fixtures__/world.ts';

describe('how lenders have answered so far', () => {
  const { database, last, send, service, staff } = sourcingInWorld();

  /** An attempt to borrow from a lender, asked so many days ago, with the steps it took so many days after that. */
  const attempt = (
    supplier: string,
    daysAgo: number,
    ...steps: [after: number, status: AttemptStatus, by?: AttemptAdvanced['by']][]
  ): Sent[] => {
    const subject = randomUUID();
    const about = { requestId: randomUUID(), decisionId: randomUUID(), kind: 'borrow', supplier, waitsFor: 'nobody' };
    const asked = service.clock.now().getTime() - daysAgo * DAY;
    let from: AttemptStatus = 'planned';
    return [[0, 'asked', 'system'] as const, ...steps].map(([after, status, by = 'lender'], index): Sent => {
      const data = { ...about, from, status, by };
      from = status;
      const time = new Date(asked + after * DAY).toISOString();
      return { message: AttemptAdvanced, subject, tenant: 'HSL', sequence: index + 1, time, data };
    });
  };
  const decide = async (title: string): Promise<{ lenders: LenderToAsk[]; record: DecisionRecord }> => {
    const asked = verified('HSL', 'loan', { ...TUFTE, title });
    await send(asked);
    const { outcome } = (await last(asked.subject)).data as { outcome: { lenders: LenderToAsk[] } };
    const { body } = await request(service.http)
      .get(`/api/sourcing/requests/${asked.subject}/decisions`)
      .set(await staff('HSL'))
      .expect(200);
    return { lenders: outcome.lenders, record: body.decisions.at(-1) };
  };
  const symbols = ({ lenders }: { lenders: LenderToAsk[] }): string[] => lenders.map(({ symbol }) => symbol);

  let first: string;
  let second: string;

  it('count nothing where nothing has been asked of them', async () => {
    const before = await decide('The first');
    [first, second] = symbols(before) as [string, string];
    expect(second).toBeDefined();
    expect(before.lenders[0]!.why).toBe('answers within 4 working days');
  });

  it('say nothing yet where they are few, or long ago, or not the lender’s doing', async () => {
    await send(
      ...Array.from({ length: 9 }, () => attempt(first, 30, [4, 'cancelling', 'system'], [6, 'no-answer', 'system'])).flat(),
      ...Array.from({ length: 9 }, () => attempt(first, 400, [2, 'unfilled'])).flat(),
      ...Array.from({ length: 9 }, () => attempt(first, 30, [2, 'conditional'], [3, 'unfilled', 'staff'])).flat(),
      ...Array.from({ length: 2 }, () => attempt(first, 3, [0.1, 'will-supply'])).flat(),
    );
    expect(symbols(await decide('The second'))[0]).toBe(first);
  });

  it('let sink who seldom fills and takes long, and say so in words', async () => {
    await send(
      // the tenth, and two that came
      ...attempt(first, 30, [2, 'unfilled']),
      ...Array.from({ length: 5 }, () =>
        attempt(first, 60, [5, 'will-supply'], [10, 'shipped'], [20, 'received', 'staff'], [40, 'returned-by-patron', 'staff']),
      ).flat(),
    );
    const { lenders, record } = await decide('The third');
    expect(lenders[0]!.symbol).toBe(second);
    expect(lenders.find(({ symbol }) => symbol === first)!.why).toBe(
      'answers within 4 working days, fills 33 percent, takes 20 days on average',
    );
    const words = `then ${first} (answers within 4 working days, fills 33 percent, takes 20 days on average)`;
    expect(record.explanation!.because.at(-1)).toContain(words);
    expect(record.asked!.at(-1)).toMatchObject({ kind: 'lender-ranking', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('count what is open at a lender', async () => {
    await send(...Array.from({ length: 4 }, () => attempt(second, 2)).flat());
    const { lenders } = await decide('The load');
    const { why } = lenders.find(({ symbol }) => symbol === second)!;
    expect(why).toBe('answers within 4 working days, 4 requests of ours open');
  });

  it('are nobody’s affair but the asking library’s', async () => {
    const asked = verified('MGH', 'loan', { ...TUFTE, title: 'The fourth' });
    await send(asked);
    const { outcome } = (await last(asked.subject)).data as { outcome: { lenders: LenderToAsk[] } };
    expect(outcome.lenders.filter(({ why }) => /fills|takes/.test(why))).toEqual([]);
    const { rows } = await database.owner.query('select distinct tenant from sourcing.lender_answer');
    expect(rows).toEqual([{ tenant: 'HSL' }]);
  });
});
