import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { PartnerChanged, type LentAdvice, type LentList } from '#lib/contracts';
import { projectRoot } from '#lib/service';
import { lendingPublished } from './__fixtures__/lending.ts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };

describe('the two sides of a loan between members', () => {
  const out = outside();
  const lentBy = async (tenant: string, borrower?: string): Promise<LentList['lent']> => {
    const { body } = await request(out.service.http)
      .get(`/api/fulfillment/lent${borrower ? `?borrower=${borrower}` : ''}`)
      .set(await out.service.as({ tenant, roles: ['staff'] }))
      .expect(200);
    return (body as LentList).lent;
  };
  /** Waits until what was told has left: the relay gathers for some milliseconds. */
  const published = async (): Promise<void> => {
    while ((await out.database.owner.query('select 1 from fulfillment.outbox limit 1')).rows.length) await sleep(10);
  };

  it('are each its own row and tenant: the lender follows the loan and learns neither patron nor request', async () => {
    const id = await out.decided('BLL', borrow(lender('HFC', { member: true }), lender('TSU', { member: true })), jacobs);
    await out.until(id, 'asked');
    expect(await lentBy('HFC')).toMatchObject([{ borrower: 'BLL', status: 'asked', service: 'loan', title: jacobs.title }]);
    expect(await lentBy('TSU')).toEqual([]);
    expect([await lentBy('HFC', 'BLL'), await lentBy('HFC', 'TSU')]).toMatchObject([[{ borrower: 'BLL' }], []]);
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

    await published();
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

  it('carry the lender’s own policy’s advice on its side alone: staff there see it, the borrower nowhere', async () => {
    await out.put(...(await lendingPublished('consortium', readFileSync(join(projectRoot(), 'rules/lending.json'), 'utf8'))));
    await out.put(...(await lendingPublished('TSU')));
    await out.put('TSU', PartnerChanged, randomUUID(), {
      symbol: 'CPL',
      name: 'CPL',
      member: true,
      country: 'US',
      channel: 'by-hand',
      settledBy: 'nobody',
      loansOpen: true,
      lendsAv: true,
      daysToRespond: { loan: 2, copy: 1 },
      lastResort: false,
      active: true,
    });
    const advised = async (borrower: string, from: string): Promise<[string, LentAdvice]> => {
      const id = await out.decided(borrower, borrow(lender(from, { member: true })), jacobs);
      await out.until(id, 'asked');
      for (let tries = 0; ; tries += 1) {
        const side = (await lentBy(from)).find((one) => one.borrower === borrower && one.advice);
        if (side?.advice) return [id, side.advice];
        if (tries > 500) throw new Error(`${from} is not advised`);
        await sleep(10);
      }
    };
    const [id, advice] = await advised('CPL', 'TSU');
    expect(advice).toMatchObject({
      answer: 'supply',
      params: { loanDays: 28 },
      rule: 'partners',
      reason: 'Four weeks for CPL, says our own policy.',
    });
    // who has no policy of its own goes by the consortium's
    const [, shipped] = await advised('MGH', 'HFC');
    expect(shipped).toMatchObject({ answer: 'staff', rule: 'stranger', reason: 'There is no agreement with MGH.' });
    expect(shipped.policy).not.toBe(advice.policy);

    // the loan of the story above has been had by BLL: it is counted on BLL's side, and known to TSU
    const [, owes] = await advised('BLL', 'TSU');
    expect(owes).toMatchObject({ answer: 'staff', rule: 'owes', reason: 'BLL owes 1 item, says our own policy.' });

    const { rows: tables } = await out.database.owner.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
         where c.relnamespace = 'fulfillment'::regnamespace and c.relkind in ('r', 'p')`,
    );
    expect(tables.length).toBeGreaterThan(8);
    for (const { name } of tables) {
      const { rows } = await out.database.owner.query<{ text: string }>(
        `select t::text as text from fulfillment.${name} t where tenant <> 'TSU'`,
      );
      for (const { text } of rows) expect(text).not.toContain('says our own policy');
    }
    await published();
    const { rows: told } = await out.database.owner.query<{ text: string }>('select envelope::text as text from listener.inbox');
    const { body: attempts } = await out.get('CPL', `requests/${id}/attempts`);
    for (const text of [...told.map((one) => one.text), JSON.stringify([attempts, await out.tasks('CPL', id)])])
      expect(text).not.toContain('our own policy');
    expect(await lentBy('CPL')).toEqual([]);
  }, 60_000);
});
