import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorChanged, connectorContext, PartnerChanged } from '#lib/contracts';
import { Seals } from '#lib/service';
import { keyOfAccount } from '#test/world';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender, usd } from './__fixtures__/samples.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };

describe('a lender asked by the library’s own ILLiad', () => {
  const out = outside();
  const connected = async (key: string): Promise<void> =>
    out.put('BLL', ConnectorChanged, randomUUID(), {
      kind: 'illiad',
      active: true,
      address: `${out.line.url}/illiad`,
      settings: { user: 'trillium' },
      secrets: { key: out.service.get(Seals).seal('BLL', key, connectorContext('illiad', 'key')) },
    });
  beforeAll(async () => {
    await connected(keyOfAccount('BLL'));
    for (const symbol of ['HFC', 'TSU'])
      await out.put('BLL', PartnerChanged, randomUUID(), {
        symbol,
        name: `${symbol} Library`,
        member: false,
        country: 'US',
        channel: 'illiad',
        settledBy: 'OCLC',
        loansOpen: true,
        lendsAv: false,
        daysToRespond: { loan: 4, copy: 2 },
        lastResort: false,
        active: true,
      });
  });
  const by = (symbol: string) => lender(symbol, { member: false, settledBy: 'OCLC', maxCost: usd(3000) });
  /** The half hour between two looks, as often as it takes. */
  const until = async (id: string, ...statuses: string[]) => {
    for (let tries = 0; ; tries += 1) {
      const now = (await out.attempts(id)).map(({ status }) => status);
      if (now.join() === statuses.join()) return out.attempts(id);
      if (tries > 40) throw new Error(`${now.join()} instead of ${statuses.join()}`);
      await out.hours(2);
      await out.quiet();
      await sleep(20);
    }
  };
  const made = async (key: string) => (await out.journal('service=illiad&types=asked')).filter((entry) => entry.key === key);

  it('is asked there, says no, and the next one’s loan goes its whole way', async () => {
    const id = await out.decided('BLL', borrow(by('HFC'), by('TSU')), jacobs);
    const [first] = await out.until(id, 'asked');
    expect(first).toMatchObject({ plan: { lender: { channel: 'illiad' } }, lenderRequestId: expect.stringMatching(/^\d{7}$/) });
    const [no] = await until(id, 'unfilled', 'asked');
    expect(no!.reason).toBe('NotOnShelf');
    const [, loan] = await until(id, 'unfilled', 'shipped');
    expect(loan!.dueDate).toMatch(/^2025-11-/);
    for (const step of ['receive', 'notify', 'check-out', 'return', 'ship-back']) await out.do('BLL', id, step, {});
    await until(id, 'unfilled', 'closed');
    const routes = (await out.journal('service=illiad&types=asked')).filter(({ effect }) => effect === loan!.lenderRequestId);
    expect(routes.map(({ kind }) => kind)).toEqual(['transaction', 'route Item Returned']);
  }, 60_000);

  it('is asked once although the answer is lost on the way: the request is looked for under our number', async () => {
    out.line.losePosts(1);
    const id = await out.decided('BLL', borrow(by('TSU')), jacobs);
    const [attempt] = await out.until(id, 'asked');
    expect(await made(attempt!.id)).toHaveLength(1);
  });

  it('is told of a cancellation, which is done at once as long as nothing is on its way', async () => {
    const id = await out.decided('BLL', borrow(by('TSU')), jacobs);
    const [attempt] = await out.until(id, 'asked');
    await out.cancelled('BLL', id);
    await out.until(id, 'cancelled');
    const seen = (await out.journal('service=illiad&types=asked')).filter(({ effect }) => effect === attempt!.lenderRequestId);
    expect(seen.map(({ kind }) => kind)).toEqual(['transaction', 'route Cancelled by ILL Staff']);
  });

  it('counts as one that cannot be reached where ILLiad refuses the key', async () => {
    await connected('guessed');
    const id = await out.decided('BLL', borrow(by('TSU')), jacobs);
    const [refused] = await out.until(id, 'no-answer');
    expect(refused!.reason).toContain('ILLiad refuses the API key');
    await connected(keyOfAccount('BLL'));
  });
});
