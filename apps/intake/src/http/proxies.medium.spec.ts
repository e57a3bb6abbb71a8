import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { ForgetPatron, ProxyChanged, type RequestSummary } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { messagesOf, testDatabase, testService, type Sent } from '#lib/testing';
import { deliver, library, patron } from '../__fixtures__/desk.ts';
import { unlinkRequest } from '../app/unlink-requests.ts';
import { intake } from '../intake.module.ts';

const PROFESSOR = 'p_professor0000';
const ASSISTANT = 'p_assistant0000';
const STRANGER = 'p_stranger00000';
const FOREIGN = 'p_foreign000000';

const messages = messagesOf('intake');

describe('asking in another patron’s name', () => {
  const database = testDatabase('intake');
  const service = testService(intake, { database });
  const grant = randomUUID();
  let sequence = 0;
  // what the registry is asked meanwhile is not waited for
  const hear = async (sent: readonly Sent[]): Promise<void> => {
    await messages.send(service.get(Database), sent);
    await messages.settle(service.get(Database), ['inbox']);
  };
  const allow = (active: boolean, more: object = {}) =>
    hear([
      {
        message: ProxyChanged,
        subject: grant,
        tenant: 'LCC',
        sequence: (sequence += 1),
        data: { patronRef: PROFESSOR, proxyRef: ASSISTANT, active, ...more },
      },
    ]);
  beforeAll(() =>
    deliver(service.get(Database), [
      library('LCC'),
      library('TSU'),
      patron('LCC', PROFESSOR, { group: 'faculty', ebookAccepted: false, pickupBranch: 'LCC-MAIN' }),
      patron('LCC', ASSISTANT),
      patron('LCC', STRANGER),
      patron('TSU', FOREIGN),
    ]),
  );
  const as = (patronRef: string, tenant = 'LCC', role: 'patron' | 'proxy' = 'patron') =>
    service.as({ sub: `account of ${patronRef}`, tenant, roles: [role], patronRef });
  const post = async (who: string | Record<string, string>, path: string, body: object = {}) =>
    request(service.http)
      .post(`/api/intake/requests${path}`)
      .set(typeof who === 'string' ? await as(who) : who)
      .send(body);
  const get = async (who: string, path = '') =>
    request(service.http)
      .get(`/api/intake/requests${path}`)
      .set(await as(who));
  const listed = async (who: string): Promise<string[]> =>
    ((await get(who)).body as { requests: RequestSummary[] }).requests.map(({ id }) => id);
  const ask = async (who: string, title: string, more: object = { for: PROFESSOR }): Promise<RequestSummary> => {
    const answer = await post(who, '', { citation: { title, kind: 'book' }, ...more });
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    return answer.body as RequestSummary;
  };

  it('is refused in words where it is not allowed, whoever is named', async () => {
    for (const name of [PROFESSOR, FOREIGN, 'p_nobody000000']) {
      const refused = await post(ASSISTANT, '', { citation: { title: 'Not allowed' }, for: name });
      expect([refused.status, refused.body]).toMatchObject([
        403,
        { code: 'not-yours', field: 'for', detail: expect.stringMatching(/have not allowed it/) },
      ]);
    }
    const desk = await service.as({ sub: 'desk', tenant: 'LCC', roles: ['staff'] });
    expect((await post(desk, '', { citation: { title: 'At the desk' }, for: PROFESSOR })).body).toMatchObject({ field: 'for' });
    expect(await listed(PROFESSOR)).toEqual([]);
  });

  it('makes a request of the patron’s, with their group and wishes, that says who asked; both see it, nobody else', async () => {
    await allow(true);
    const mine = await ask(PROFESSOR, 'The professor’s own', {});
    const asked = await ask(ASSISTANT, 'For the seminar');
    expect(asked).toMatchObject({ patronRef: PROFESSOR, by: ASSISTANT });
    const own = await ask(ASSISTANT, 'The assistant’s own', {});
    expect(own).toMatchObject({ patronRef: ASSISTANT });
    expect(own.by).toBeUndefined();
    expect(new Set(await listed(ASSISTANT))).toEqual(new Set([own.id, asked.id]));
    expect(new Set(await listed(PROFESSOR))).toEqual(new Set([asked.id, mine.id]));
    expect(await listed(STRANGER)).toEqual([]);
    expect((await get(ASSISTANT, `/${mine.id}`)).status).toBe(404);
    expect((await get(STRANGER, `/${asked.id}`)).status).toBe(404);
    expect((await get(ASSISTANT, `/${asked.id}`)).body).toMatchObject({
      wishes: { ebookAccepted: false, pickupBranch: 'LCC-MAIN' },
    });
    const { rows } = await database.owner.query(`select actor from intake.event where aggregate = $1 and type = 'received'`, [
      asked.id,
    ]);
    expect(rows).toEqual([{ actor: ASSISTANT }]);
  });

  it('lets the one who asked cancel and correct it, and the patron as well', async () => {
    const [first, second] = [
      await ask(ASSISTANT, 'Cancelled by the assistant'),
      await ask(ASSISTANT, 'Cancelled by the professor'),
    ];
    expect((await post(ASSISTANT, `/${second.id}/correct`, { year: 1999 })).status).toBe(200);
    expect((await post(STRANGER, `/${first.id}/cancel`)).status).toBe(404);
    expect((await post(ASSISTANT, `/${first.id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    expect((await post(PROFESSOR, `/${second.id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    const byRole = await post(await as(ASSISTANT, 'LCC', 'proxy'), '', { citation: { title: 'By the role' }, for: PROFESSOR });
    expect(byRole.body).toMatchObject({ patronRef: PROFESSOR, by: ASSISTANT });
  });

  it('is over at once when it is ended, for what was asked before too; what it asked for goes on', async () => {
    const asked = await ask(ASSISTANT, 'Asked before the end');
    await allow(false);
    expect(await listed(ASSISTANT)).not.toContain(asked.id);
    expect((await get(ASSISTANT, `/${asked.id}`)).status).toBe(404);
    expect((await post(ASSISTANT, `/${asked.id}/cancel`)).status).toBe(404);
    expect((await post(ASSISTANT, '', { citation: { title: 'Too late' }, for: PROFESSOR })).status).toBe(403);
    expect((await get(PROFESSOR, `/${asked.id}`)).body).toMatchObject({ by: ASSISTANT });
    // a day that is over needs no message
    await allow(true, { endsAt: '2001-01-01T05:00:00.000Z' });
    expect((await get(ASSISTANT, `/${asked.id}`)).status).toBe(404);
    expect(await listed(ASSISTANT)).not.toContain(asked.id);
    await allow(true);
    expect((await get(ASSISTANT, `/${asked.id}`)).status).toBe(200);
  });

  it('leads to neither of the two once the request is unlinked', async () => {
    const { id } = await ask(ASSISTANT, 'To be unlinked');
    await post(ASSISTANT, `/${id}/cancel`);
    await service.get<Database>(Database).transaction({ tenant: 'LCC', actor: 'system' }, (tx) => unlinkRequest(tx, id));
    for (const ref of [PROFESSOR, ASSISTANT]) expect(await rowsWith(ref, id)).toEqual([]);
    const { rows } = await database.owner.query('select patron_ref, asked_by from intake.request_view where id = $1', [id]);
    expect(rows[0].patron_ref).not.toBe(rows[0].asked_by);
  });

  it('forgets an assistant who is erased, and leaves the patron their requests, open or closed', async () => {
    const open = await ask(ASSISTANT, 'Still open');
    for (const id of await listed(ASSISTANT)) await endOwn(id);
    await hear([{ message: ForgetPatron, subject: randomUUID(), tenant: 'LCC', data: { patronRef: ASSISTANT } }]);
    expect((await database.owner.query('select from intake.proxy')).rowCount).toBe(0);
    const page = (await get(PROFESSOR, `/${open.id}`)).body as RequestSummary;
    expect(page).toMatchObject({ patronRef: PROFESSOR, status: expect.not.stringMatching(/cancelled/) });
    expect(page.by).toMatch(/^p_x/);
    expect(await rowsWith(ASSISTANT)).toEqual([]);
  });

  /** An assistant's own request that is open would hold up their erasure. */
  async function endOwn(id: string): Promise<void> {
    const { body } = await get(ASSISTANT, `/${id}`);
    if (body.patronRef === ASSISTANT) await post(ASSISTANT, `/${id}/cancel`);
  }

  /** Tables of intake with the reference, of one request or any; messages on their way aside. */
  async function rowsWith(ref: string, id?: string): Promise<string[]> {
    const found: string[] = [];
    for (const [table, key] of [
      ['request', 'id'],
      ['request_view', 'id'],
      ['timeline', 'request_id'],
      ['event', 'aggregate'],
      ['proxy', 'id'],
      ['patron', 'patron_ref'],
    ] as const) {
      const { rowCount } = await database.owner.query(
        `select from intake.${table} t where t::text like '%' || $1 || '%' and ($2::text is null or t.${key}::text = $2)`,
        [ref, id ?? null],
      );
      if (rowCount) found.push(table);
    }
    return found;
  }
});
