import request from 'supertest';
import type { RequestPage, RequestSummary, Task } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library, patron } from './__fixtures__/desk.ts';
import { intake } from './intake.module.ts';

const ASH = 'HSL-ASH';
const OAK = 'HSL-OAK';

describe('a library that borrows for small ones, which are its branches', () => {
  const database = testDatabase('intake');
  const service = testService(intake, { database });
  beforeAll(() =>
    deliver(service.get(Database), [
      library('HSL', {
        branches: [
          { code: 'HSL', name: 'Heartland State Library' },
          { code: ASH, name: 'Ash Hollow Village Library' },
          { code: OAK, name: 'Oak Bend Library' },
        ],
      }),
      patron('HSL', 'p_village00000'),
    ]),
  );
  const state = () => service.as({ tenant: 'HSL', roles: ['staff'] });
  const village = (branch = ASH) => service.as({ tenant: 'HSL', roles: ['staff'], branch });
  const ask = async (who: Record<string, string>, more: object) =>
    request(service.http)
      .post('/api/intake/requests')
      .set(who)
      .send({ patron: 'p_village00000', citation: { title: `An Algebra for Theoretical Genetics`, year: 1940 }, ...more });
  const listed = async (who: Record<string, string>, query = {}): Promise<RequestSummary[]> => {
    const { body } = await request(service.http).get('/api/intake/requests').query(query).set(who).expect(200);
    return (body as { requests: RequestSummary[] }).requests;
  };

  it('knows for which it asks, has it picked up there, and sees all of them', async () => {
    const forAsh = await ask(await state(), { requestingBranch: ASH });
    expect(forAsh.status).toBe(201);
    expect(forAsh.body).toMatchObject({ library: 'HSL', requestingBranch: ASH });
    const page = await request(service.http)
      .get(`/api/intake/requests/${(forAsh.body as RequestSummary).id}`)
      .set(await state())
      .expect(200);
    expect(page.body.wishes).toMatchObject({ pickupBranch: ASH });
    await ask(await state(), { citation: { title: 'Its own' } });
    await ask(await state(), { citation: { title: 'For Oak Bend' }, requestingBranch: OAK });
    expect(await listed(await state())).toHaveLength(3);
    expect(await listed(await state(), { branch: OAK })).toMatchObject([{ requestingBranch: OAK }]);
    const wrong = await ask(await state(), { requestingBranch: 'MOON' });
    expect(wrong.body).toMatchObject({ code: 'unknown-branch', field: 'requestingBranch' });
    const { rows } = await database.owner.query<{ branch: string | null }>(
      `select data -> 'submission' ->> 'requestingBranch' branch from intake.event where type = 'received' order by aggregate`,
    );
    expect(rows.map(({ branch }) => branch)).toEqual([ASH, null, OAK]);
  });

  it('lets people of a branch ask for it and work with its requests, and with nothing else', async () => {
    const asked = await ask(await village(), { citation: { title: 'Asked by the village' } });
    expect(asked.body).toMatchObject({ requestingBranch: ASH });
    expect((await ask(await village(), { requestingBranch: OAK })).status).toBe(403);
    const seen = await listed(await village());
    expect(new Set(seen.map(({ requestingBranch }) => requestingBranch))).toEqual(new Set([ASH]));
    expect(seen).toHaveLength(2);
    expect(await listed(await village(), { branch: OAK })).toEqual([]);
    const [others] = await listed(await state(), { branch: OAK });
    const path = `/api/intake/requests/${others!.id}`;
    await request(service.http)
      .get(path)
      .set(await village())
      .expect(404);
    await request(service.http)
      .post(`${path}/cancel`)
      .set(await village())
      .send({})
      .expect(404);
    for (const closed of ['tasks', 'batches'])
      await request(service.http)
        .get(`/api/intake/${closed}`)
        .set(await village())
        .expect(403);
    await request(service.http)
      .post(`/api/intake/requests/${(asked.body as RequestSummary).id}/cancel`)
      .set(await village())
      .send({})
      .expect(200);
  });

  it('keeps a student worker’s proposal to their branch, when it is made and when it is released', async () => {
    const asked = (await ask(await state(), { citation: { title: 'For Ash Hollow' }, requestingBranch: ASH }))
      .body as RequestSummary;
    const elsewhere = (await ask(await state(), { citation: { title: 'For Oak' }, requestingBranch: OAK }))
      .body as RequestSummary;
    const student = (sub: string) => service.as({ sub, tenant: 'HSL', roles: ['student'], branch: ASH });
    const boss = () => service.as({ sub: 'boss', tenant: 'HSL', roles: ['supervisor'] });
    const post = async (who: Record<string, string>, path: string) =>
      request(service.http).post(`/api/intake/${path}`).set(who).send({});
    const proposals = async (who: Record<string, string>): Promise<string[]> =>
      (await request(service.http).get('/api/intake/proposals').set(who).expect(200)).body.tasks.map(({ id }: Task) => id);
    expect((await post(await student('ann'), `requests/${elsewhere.id}/cancel`)).status).toBe(404);
    const taken = await post(await student('ann'), `requests/${asked.id}/cancel`);
    expect([taken.status, taken.body]).toMatchObject([202, { proposal: { action: 'requests.cancel', requestId: asked.id } }]);
    const { id } = taken.body.proposal;
    expect(await proposals(await boss())).toEqual([`proposal-${id}`]);
    expect(await proposals(await student('ann'))).toEqual([`proposal-${id}`]);
    expect(await proposals(await student('ben'))).toEqual([]);
    // on what there is that day: it is the branch's no more
    await database.owner.query('update intake.request_view set requesting_branch = $2 where id = $1', [asked.id, OAK]);
    expect((await post(await boss(), `proposals/${id}/release`)).status).toBe(404);
    await database.owner.query('update intake.request_view set requesting_branch = $2 where id = $1', [asked.id, ASH]);
    const released = await post(await boss(), `proposals/${id}/release`);
    expect([released.status, released.body]).toMatchObject([200, { id: asked.id, status: 'cancelled' }]);
  });

  it('has the village’s person keep, report and call off what is asked for it, in its branch’s place of pick-up', async () => {
    // the contact has things sent home, for themselves
    await deliver(service.get(Database), [patron('HSL', 'p_village00000', { homeDelivery: true }, 2)]);
    const asked = (await ask(await state(), { citation: { kind: 'book', title: 'A Loan', oclc: '1234' }, requestingBranch: ASH }))
      .body as RequestSummary;
    const other = (await ask(await state(), { citation: { kind: 'book', title: 'A Loan', oclc: '99' }, requestingBranch: OAK }))
      .body as RequestSummary;
    // with the patron, as fulfillment has told of it
    const attempt = {
      decisionId: 'd',
      kind: 'borrow',
      supplier: 'ACU',
      position: 1,
      sequence: 1,
      status: 'checked-out',
      dueDate: '2025-11-10',
      patronDueDate: '2025-11-06',
    };
    const decision = { attempt: 1, id: 'd', route: 'borrow', reason: 'Asked.' };
    const progress = JSON.stringify({ decision, attempts: { a: attempt }, finished: { supplier: 'ACU' } });
    await database.owner.query('update intake.request_view set progress = progress || $2 where id = any($1)', [
      [asked.id, other.id],
      progress,
    ]);
    const page = async (who: Record<string, string>) =>
      (await request(service.http).get(`/api/intake/requests/${asked.id}`).set(who).expect(200)).body as RequestPage;
    const seen = await page(await village());
    expect(seen).toMatchObject({
      requestingBranch: ASH,
      pickup: { code: ASH, name: 'Ash Hollow Village Library' },
      steps: { renew: true, notObtained: ['wrong-item'] },
      next: { what: 'bring-back', by: '2025-11-06' },
    });
    // the lender's own day is between it and the library that asked
    expect(seen.loan).toEqual({ due: '2025-11-06' });
    expect((await page(await state())).loan).toEqual({ due: '2025-11-06', lenderDue: '2025-11-10' });
    expect(seen.wishes.homeDelivery).toBeUndefined();
    const post = async (id: string, step: string, body: object = {}) =>
      (
        await request(service.http)
          .post(`/api/intake/requests/${id}/${step}`)
          .set(await village())
          .send(body)
      ).status;
    expect([await post(other.id, 'renew'), await post(other.id, 'not-obtained', { reason: 'wrong-item' })]).toEqual([404, 404]);
    expect([await post(asked.id, 'renew'), await post(asked.id, 'not-obtained', { reason: 'wrong-item' })]).toEqual([200, 200]);
  });
});
