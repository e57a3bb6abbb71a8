import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { DAY } from '#lib/kernel';
import { compilePolicy, evaluate, type Facts, type Policy } from '#lib/policy';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { PATRON, usd, verified } from './__fixtures__/world.ts';

describe('sourcing leaves it to staff, and keeps its decisions', () => {
  const { database, last, send, service, settled, staff, status, until } = sourcingInWorld();

  describe('staff', () => {
    const waiting = async () => {
      const asked = verified('HSL', 'loan', {
        kind: 'dissertation',
        title: `An Algebra ${randomUUID()}`,
        authors: ['Shannon, C. E.'],
        year: 1940,
      });
      await send(asked);
      expect(await status(asked.subject)).toBe('waiting-staff');
      return asked.subject;
    };
    const post = async (id: string, action: string, body: object, tenant = 'HSL') =>
      request(service.http)
        .post(`/api/sourcing/requests/${id}/${action}`)
        .set(await staff(tenant))
        .send(body);

    it('see what waits for them with all they can do', async () => {
      const id = await waiting();
      const { body } = await request(service.http)
        .get('/api/sourcing/tasks')
        .set(await staff('HSL'))
        .expect(200);
      const task = body.tasks.find((one: { requestId: string }) => one.requestId === id);
      expect(task).toMatchObject({
        kind: 'to-decide',
        service: 'sourcing',
        reason: expect.stringContaining('A dissertation that is open in no repository'),
      });
      expect(task.actions.map(({ name }: { name: string }) => name)).toEqual([
        'decide-borrow',
        'decide-buy',
        'decide-deliver',
        'decide-tell-patron',
        'look-again',
        'close',
      ]);
      const { body: others } = await request(service.http)
        .get('/api/sourcing/tasks')
        .set(await staff('CPL'))
        .expect(200);
      expect(others.tasks.map((one: { requestId: string }) => one.requestId)).not.toContain(id);
    });

    it('decide otherwise, and both decisions are kept', async () => {
      const id = await waiting();
      expect(
        (await post(id, 'decide', { route: 'deliver', url: 'https://dspace.mit.edu/x.pdf', reason: 'Found in the repository.' }))
          .status,
      ).toBe(204);
      await settled();
      expect(await last(id)).toMatchObject({
        data: { attempt: 2, outcome: { route: 'deliver' }, override: { insteadOf: 'staff', reason: 'Found in the repository.' } },
      });
      const { body } = await request(service.http)
        .get(`/api/sourcing/requests/${id}/decisions`)
        .set(await staff('HSL'))
        .expect(200);
      expect(
        body.decisions.map((one: { attempt: number; override?: object }) => [one.attempt, one.override !== undefined]),
      ).toEqual([
        [1, false],
        [2, true],
      ]);
      const again = await post(id, 'decide', { route: 'tell-patron', message: 'x', reason: 'y' });
      expect([again.status, again.body.detail]).toEqual([409, 'The request is being supplied.']);
    });

    it('are told what is missing or wrong, field by field', async () => {
      const id = await waiting();
      expect((await post(id, 'decide', { route: 'borrow', lenders: 'XYZ', reason: 'Try.' })).body).toMatchObject({
        code: 'unknown-lender',
        field: 'lenders',
      });
      expect((await post(id, 'decide', { route: 'buy', what: 'print', provider: 'vendor', reason: 'Try.' })).body).toMatchObject({
        code: 'unknown-price',
        field: 'price',
      });
      expect((await post(id, 'decide', { route: 'deliver', url: 'javascript:alert(1)', reason: 'Try.' })).status).toBe(400);
      expect((await post(id, 'decide', { route: 'teleport', reason: 'Try.' })).status).toBe(400);
      expect((await post(id, 'close', {})).status).toBe(400);
      expect((await post(id, 'close', { reason: 'No.' }, 'CPL')).status).toBe(404);
      expect(await status(id)).toBe('waiting-staff');
    });

    it('buy by hand: the fund is asked first', async () => {
      const id = await waiting();
      expect(
        (
          await post(id, 'decide', {
            route: 'buy',
            what: 'print',
            provider: 'vendor',
            offer: 'by phone',
            price: usd(2000),
            reason: 'The author sells it.',
          })
        ).status,
      ).toBe(204);
      await settled();
      expect(await last(id)).toMatchObject({ type: 'payment.reserve-fund.v1', data: { amount: usd(2000) } });
    });

    it('close unfilled', async () => {
      const id = await waiting();
      expect((await post(id, 'close', { reason: 'Nowhere to be had.' })).status).toBe(204);
      await settled();
      expect(await last(id)).toMatchObject({
        type: 'sourcing.ended.v1',
        data: { outcome: 'unfilled', reason: 'Nowhere to be had.' },
      });
    });

    it('are reminded of what they leave lying', async () => {
      const id = await waiting();
      service.clock.advance(5 * DAY);
      await until(
        async () =>
          (await database.owner.query<{ reminders: number }>('select reminders from sourcing.request where id = $1', [id]))
            .rows[0]!.reminders > 0,
      );
      expect(await status(id)).toBe('waiting-staff');
    });
  });

  describe('decisions', () => {
    it('are shown to their own library and patron, and to nobody else', async () => {
      const asked = verified('CPL', 'loan', {
        kind: 'book',
        title: 'Beloved',
        authors: ['Morrison, Toni'],
        isbn: ['9781400033416'],
        year: 2004,
      });
      await send(asked);
      const get = async (who: Parameters<typeof service.as>[0]) =>
        (
          await request(service.http)
            .get(`/api/sourcing/requests/${asked.subject}/decisions`)
            .set(await service.as(who))
        ).status;
      expect(await get({ tenant: 'CPL', roles: ['staff'] })).toBe(200);
      expect(await get({ tenant: 'CPL', roles: ['patron'], patronRef: PATRON })).toBe(200);
      expect(await get({ tenant: 'CPL', roles: ['patron'], patronRef: 'p_somebodyelse' })).toBe(404);
      expect(await get({ tenant: 'LCC', roles: ['staff'] })).toBe(404);
      expect((await request(service.http).get(`/api/sourcing/requests/${asked.subject}/decisions`)).status).toBe(401);
    });

    it('stay as they were made, for the owner of the database too', async () => {
      await expect(database.owner.query(`update sourcing.decision set reason = 'x'`)).rejects.toThrow('append-only');
      await expect(database.owner.query('delete from sourcing.decision')).rejects.toThrow('append-only');
    });

    it('come out the same when the kept facts are put to the kept policy again', async () => {
      const { rows } = await database.owner.query<{
        by: string;
        rule: string | null;
        facts: Facts;
        trace: unknown;
        body: Policy<'sourcing'>;
      }>(
        `select d.by, d.rule, d.facts, d.trace, p.body from sourcing.decision d join sourcing.policy p on p.hash = d.policy_hash where d.by in ('rule', 'otherwise', 'unknown')`,
      );
      expect(rows.length).toBeGreaterThan(5);
      for (const { by, rule, facts, trace, body } of rows) {
        const again = await evaluate(await compilePolicy(body), facts);
        expect(again).toMatchObject({ kind: 'decided', by, trace });
        expect(again.kind === 'decided' ? (again.rule?.id ?? null) : undefined).toBe(rule);
      }
    });
  });
});
