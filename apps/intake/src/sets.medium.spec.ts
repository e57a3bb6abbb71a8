import request from 'supertest';
import type { Batch, RequestPage, RequestSummary } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library, listen, patron, settle, told } from './__fixtures__/desk.ts';
import { intake } from './intake.module.ts';

const ANN = 'p_annreader000';
const GRAPES = { kind: 'book', title: 'The Grapes of Wrath', authors: 'Steinbeck, John', isbn: '9780143039433' };

const DICTIONARY = { ...GRAPES, oclc: '7654321', isbn: '', title: 'A Dictionary of the Plains' };

describe('several asked for together', () => {
  const database = testDatabase('intake');
  beforeAll(() => listen(database.owner, ['intake.request-verified.v1']));
  const service = testService(intake, { database });
  beforeAll(() => deliver(service.get(Database), [library('LCC'), patron('LCC', ANN)]));
  const ann = () => service.as({ sub: 'account of ann', tenant: 'LCC', roles: ['patron'], patronRef: ANN });
  const post = async (path: string, body: object) =>
    request(service.http)
      .post(`/api/intake/requests${path}`)
      .set(await ann())
      .send(body);
  const page = async (id: string): Promise<RequestPage> =>
    (
      await request(service.http)
        .get(`/api/intake/requests/${id}`)
        .set(await ann())
        .expect(200)
    ).body as RequestPage;
  const listed = async (set: string): Promise<RequestSummary[]> =>
    (
      await request(service.http)
        .get('/api/intake/requests')
        .query({ set })
        .set(await ann())
        .expect(200)
    ).body.requests as RequestSummary[];
  const ask = async (more: object): Promise<RequestSummary> => {
    // of what is asked at one moment chance would say what came first
    service.clock.advance(60_000);
    const { status, body } = await post('', { citation: GRAPES, ...more });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body as RequestSummary;
  };
  const duplicates = async (set: string): Promise<(string | undefined)[]> => {
    const { rows } = await database.owner.query<{ of: string | null }>(
      `select state ->> 'duplicateOf' as "of" from intake.request where state #>> '{set,id}' = $1 order by (state #>> '{set,number}')::int`,
      [set],
    );
    return rows.map(({ of }) => of ?? undefined);
  };

  it('twelve copies for a book club are twelve requests, none of them another’s double', async () => {
    const first = await ask({ copies: 12 });
    expect(first.set).toMatchObject({ kind: 'copies', number: 1, size: 12 });
    const { id: set } = first.set!;
    expect((await listed(set)).map((one) => one.set?.number).toSorted((a, b) => a! - b!)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(await duplicates(set)).toEqual(Array.from({ length: 12 }, () => undefined));
    // each is its own request to the others, too: what they answer comes back by the correlation
    const members = await listed(set);
    for (const { id } of members) expect((await told(database.owner, id)).map(({ correlation }) => correlation)).toEqual([id]);
    const [message] = await told(database.owner, first.id);
    expect(message?.data).toMatchObject({ set: { id: set, number: 1, size: 12 } });
    // the very same asked for once more is the same wish; so many more are not
    const again = await ask({ copies: 12 });
    expect((await duplicates(again.set!.id)).every((of) => of !== undefined)).toBe(true);
    const more = await ask({ copies: 3 });
    expect(await duplicates(more.set!.id)).toEqual([undefined, undefined, undefined]);
  });

  it('volumes of one work each have their own number, and show how many have arrived', async () => {
    const first = await ask({ citation: DICTIONARY, volumes: '1-3; Index' });
    const opened = await page(first.id);
    expect(opened.together?.map(({ number, volume }) => [number, volume])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
      [4, 'Index'],
    ]);
    await database.owner.query(`update intake.request_view set status = 'ready' where set_id = $1 and set_number < 3`, [
      first.set!.id,
    ]);
    expect((await page(first.id)).set).toMatchObject({ size: 4, arrived: 2 });
    expect((await listed(first.set!.id)).map((one) => one.set?.arrived)).toEqual([2, 2, 2, 2]);
    // the next volumes are another wish, the same one is not
    const next = await ask({ citation: DICTIONARY, volumes: '3, 4' });
    expect((await duplicates(next.set!.id)).map(Boolean)).toEqual([true, false]);
  });

  it('are refused from twenty-one on, with what to do', async () => {
    for (const [asked, field] of [
      [{ copies: 21 }, 'copies'],
      [{ volumes: '1-21' }, 'volumes'],
    ] as const) {
      const { status, body } = await post('', { citation: GRAPES, ...asked });
      expect([status, body]).toMatchObject([
        422,
        { code: 'more-than-twenty', field, remedy: expect.stringMatching(/second request/) },
      ]);
    }
  });

  it('end one by one, or all at once', async () => {
    const first = await ask({ citation: { ...GRAPES, oclc: '1234567', isbn: '', title: 'East of Eden' }, copies: 4 });
    const members = (await page(first.id)).together!;
    expect((await post(`/${members[1]!.id}/cancel`, {})).status).toBe(200);
    expect((await page(first.id)).together!.map(({ status }) => status === 'cancelled')).toEqual([false, true, false, false]);
    // from any of them, an ended one too
    expect((await post(`/${members[1]!.id}/cancel`, { whole: true })).status).toBe(200);
    expect(new Set((await page(first.id)).together!.map(({ status }) => status))).toEqual(new Set(['cancelled']));
    expect((await post(`/${members[1]!.id}/cancel`, { whole: true })).body).toMatchObject({ code: 'already-cancelled' });
  });

  it('come in a file, too, a line for all of them', async () => {
    const staff = await service.as({ tenant: 'LCC', roles: ['staff'] });
    const csv = [
      'Username,LoanTitle,ESPNumber,Volumes,Copies',
      `${ANN},Tortilla Flat,1111111,,5`,
      `${ANN},The Log,2222222,1-2,`,
      `${ANN},Cannery Row,3333333,,21`,
      `${ANN},Sweet Thursday,4444444,,many`,
    ].join('\n');
    const { body } = await request(service.http).post('/api/intake/batches').set(staff).type('text/csv').send(csv).expect(202);
    await settle(service.get(Database));
    const batch = (
      await request(service.http)
        .get(`/api/intake/batches/${(body as Batch).id}`)
        .set(staff)
        .expect(200)
    ).body as Batch;
    expect(batch.results.map(({ status, error }) => [status, error?.code, error?.field])).toEqual([
      ['taken', undefined, undefined],
      ['taken', undefined, undefined],
      ['refused', 'more-than-twenty', 'Copies'],
      ['refused', 'impossible-copies', 'Copies'],
    ]);
    const sizes = await Promise.all(
      batch.results.slice(0, 2).map(async ({ requestId }) => (await page(requestId!)).together?.length),
    );
    expect(sizes).toEqual([5, 2]);
  });
});
