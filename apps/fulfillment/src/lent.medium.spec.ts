import request from 'supertest';
import type { LentList } from '#lib/contracts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };

describe('the two sides of a loan between members', () => {
  const out = outside();
  const lentBy = async (tenant: string): Promise<LentList['lent']> => {
    const { body } = await request(out.service.http)
      .get('/api/fulfillment/lent')
      .set(await out.service.as({ tenant, roles: ['staff'] }))
      .expect(200);
    return (body as LentList).lent;
  };

  it('are each its own row and tenant: the lender follows the loan and learns neither patron nor request', async () => {
    const id = await out.decided('BLL', borrow(lender('HFC', { member: true }), lender('TSU', { member: true })), jacobs);
    await out.until(id, 'asked');
    expect(await lentBy('HFC')).toMatchObject([{ borrower: 'BLL', status: 'asked', service: 'loan', title: jacobs.title }]);
    expect(await lentBy('TSU')).toEqual([]);
    await out.hours(9);
    await out.until(id, 'unfilled', 'asked');
    await out.hours(9);
    await out.until(id, 'unfilled', 'will-supply');
    await out.hours(26);
    await out.until(id, 'unfilled', 'shipped');
    expect(await lentBy('HFC')).toMatchObject([{ status: 'unfilled' }]);
    expect(await lentBy('TSU')).toMatchObject([
      { borrower: 'BLL', status: 'shipped', dueDate: expect.stringMatching(/^2025-11-/) },
    ]);
    for (const step of ['notify', 'check-out', 'return']) {
      if (step === 'notify') await out.do('BLL', id, 'receive', { pieces: 1 });
      await out.do('BLL', id, step);
      // what the patron does is not the lender's to know
      expect(await lentBy('TSU')).toMatchObject([{ status: 'with-borrower' }]);
    }
    await out.do('BLL', id, 'ship-back', { carrier: 'UPS', tracking: '1Z5R89390357567127' });
    expect(await lentBy('TSU')).toMatchObject([{ status: 'on-its-way-back' }]);
    await out.hours(80);
    await out.until(id, 'unfilled', 'closed');
    expect(await lentBy('TSU')).toMatchObject([{ status: 'returned' }]);
    // the borrower has lent nothing, and a third library sees nothing of either side
    expect([await lentBy('BLL'), await lentBy('LCC')]).toEqual([[], []]);

    const { rows: told } = await out.database.owner.query<{ text: string; tenant: string; status: string }>(
      `select envelope::text text, tenant, envelope -> 'data' ->> 'status' status from listener.inbox
       where type = 'fulfillment.lent-changed.v1' order by pos`,
    );
    expect(told.map(({ tenant, status }) => `${tenant} ${status}`)).toEqual([
      'HFC asked',
      'HFC unfilled',
      'TSU asked',
      'TSU promised',
      'TSU shipped',
      'TSU with-borrower',
      'TSU on-its-way-back',
      'TSU returned',
    ]);
    const { rows: sides } = await out.database.owner.query<{ text: string }>('select l::text text from fulfillment.lent l');
    const { rows: attempts } = await out.database.owner.query<{ id: string; ref: string }>(
      `select id, state -> 'wanted' ->> 'patronRef' ref from fulfillment.attempt where request_id = $1`,
      [id],
    );
    const theirs = [id, ...attempts.flatMap((attempt) => [attempt.id, attempt.ref])];
    for (const { text } of [...told, ...sides]) for (const secret of theirs) expect(text).not.toContain(secret);
  }, 90_000);
});
