import { LibraryChanged } from '#lib/contracts';
import { Retention } from '#lib/service';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };

describe('ISO 18626 messages', () => {
  const out = outside();
  const kept = async (requestId: string): Promise<number> => {
    const { rows } = await out.database.owner.query<{ count: number }>(
      `select count(*)::int as count from fulfillment.iso_message m join fulfillment.attempt a on a.id = m.attempt_id where a.request_id = $1`,
      [requestId],
    );
    return rows[0]!.count;
  };
  const unfilled = async (tenant: string): Promise<string> => {
    const id = await out.decided(tenant, borrow(lender('CPL')), jacobs);
    await out.until(id, 'asked');
    await out.cancelled(tenant, id);
    for (let tries = 0; (await out.processStatus(id)) !== 'closed'; tries += 1) {
      if (tries > 200) throw new Error(await out.processStatus(id));
      await out.hours(1);
    }
    return id;
  };

  it('of what is closed go after the days their library set, or four hundred; of what is open they stay', async () => {
    const { rows } = await out.database.owner.query<{ profile: object }>(
      `select profile from fulfillment.library where symbol = 'BLL'`,
    );
    const sent = { ...rows[0]!.profile, keep: { messages: 90 } };
    await out.put('BLL', LibraryChanged, crypto.randomUUID(), sent);
    await out.control('facts', { table: 'behaviors', insert: { lender: 'CPL', answer: 'silent', acknowledges: false } });
    await out.control('facts', { table: 'behaviors', insert: { lender: 'TSU', answer: 'silent', acknowledges: false } });
    const [closed, elsewhere] = [await unfilled('BLL'), await unfilled('LCC')];
    const open = await out.decided('BLL', borrow(lender('TSU')), jacobs);
    await out.until(open, 'asked');
    const before = await Promise.all([closed, elsewhere, open].map(kept));
    expect(Math.min(...before)).toBeGreaterThan(0);
    const sweep = async () => (await out.service.get(Retention).execute())['ISO 18626 messages of what is closed'];
    expect(await sweep()).toBe(0);
    await out.database.owner.query(`update fulfillment.iso_message set at = at - interval '91 days'`);
    expect(await sweep()).toBe(before[0]);
    expect(await Promise.all([closed, elsewhere, open].map(kept))).toEqual([0, before[1], before[2]]);
    await out.database.owner.query(`update fulfillment.iso_message set at = at - interval '310 days'`);
    expect(await sweep()).toBe(before[1]);
    expect(await Promise.all([closed, elsewhere, open].map(kept))).toEqual([0, 0, before[2]]);
  }, 120_000);
});
