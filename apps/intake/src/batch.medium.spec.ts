import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import type { Batch, CurrentUser, RequestSummary } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { PatronKeys } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import { deliver, library, listen, patron, settle, told } from './__fixtures__/desk.ts';
import { intake } from './intake.module.ts';

const HEADER =
  'Library,Username,RequestType,DocumentType,LoanTitle,LoanAuthor,PhotoJournalTitle,PhotoArticleTitle,PhotoJournalVolume,PhotoJournalYear,PhotoJournalInclusivePages,ISSN,DOI,NotWantedAfter';
const OPERATOR = { tenant: 'consortium', roles: ['operator'] } as const;
const STAFF = { tenant: 'TSU', roles: ['staff'] } as const;
const NOBODY = 'Nobody at the library has the card number or username the request was made for.';
type User = Pick<CurrentUser, 'tenant'> & { readonly roles: readonly CurrentUser['roles'][number][] };

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../test-data', name));

describe.each([
  ['where guests are let in', 'true'],
  ['where guests wait', 'false'],
])('an uploaded file, %s', (_, guests) => {
  let world: World;
  const database = testDatabase('intake');
  beforeAll(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    await listen(database.owner, ['intake.request-verified.v1', 'intake.request-waiting.v1']);
  });
  const service = testService(intake, {
    database,
    env: () => ({ CROSSREF_URL: `${world.url}/crossref`, INTAKE_GUESTS: guests }),
  });
  afterAll(() => world.close());

  const db = () => service.get(Database);
  const as = (user: User) => service.as(user as CurrentUser);
  const upload = async (file: Buffer | string, user: User = OPERATOR, query = '') =>
    request(service.http)
      .post(`/api/intake/batches${query}`)
      .set(await as(user))
      .attach('file', Buffer.from(file), 'requests.csv');
  const batch = async (id: string, user: User = OPERATOR): Promise<Batch> =>
    (
      await request(service.http)
        .get(`/api/intake/batches/${id}`)
        .set(await as(user))
    ).body as Batch;
  const requestsOf = async (id: string, user: User = OPERATOR): Promise<RequestSummary[]> =>
    (
      await request(service.http)
        .get(`/api/intake/requests?batch=${id}&limit=200`)
        .set(await as(user))
    ).body.requests;
  const rows = async (table: string) =>
    Number((await database.owner.query(`select count(*) from intake.${table}`)).rows[0].count);

  beforeAll(async () => {
    const key = (tenant: string, name: string) => service.get(PatronKeys).of(tenant, name);
    await deliver(db(), [
      library('TSU'),
      library('LCC'),
      library('OLD', { active: false }),
      patron('TSU', 'p_ann0000000', { keys: [key('TSU', '2001')] }),
      patron('LCC', 'p_bob0000000', { keys: [key('LCC', '1001')] }),
    ]);
  });

  const LINES = [
    'TSU,2001,Article,Journal,,,Econometrica,Prospect Theory: An Analysis of Decision under Risk,47,1979,263-291,,10.2307/1914185,',
    'TSU,2001,Article,Journal,,,Econometrica,Prospect Theroy: An Analysis of Decision Under Risk,47,1979,263,,,',
    'LCC,1001,Loan,Book,Beloved,"Morrison, Toni",,,,,,9781400033416,,',
    'LCC,1001,Article,Journal,,,Nature,Deep learning,521,2015,-5,,,',
    'LCC,1001,Article,Journal,,,Nature,Deep learning,521,2015,436,,11.1/x,',
    'XYZ,1001,Loan,Book,Beloved,,,,,,,,,',
    'OLD,1001,Loan,Book,Beloved,,,,,,,,,',
    ',1001,Loan,Book,Beloved,,,,,,,,,',
    'TSU,,Loan,Book,Beloved,,,,,,,,,',
    'TSU,2001,Loan,Book,Beloved,,,,,,,,,2025-10-01',
    'TSU,9999,Loan,Book,Sula,"Morrison, Toni",,,,,,9781400033430,,',
    'TSU,9999,Loan,Book,Jazz,"Morrison, Toni",,,,,,9781400076215,,',
  ];

  it('is taken line by line: the good ones go on, each bad one keeps its error', async () => {
    const { status, body } = await upload([HEADER, ...LINES].join('\n'));
    expect([status, body]).toMatchObject([202, { fileName: 'requests.csv', lines: 12 }]);
    await settle(db());
    const { results, warnings, ...counts } = await batch(body.id);
    expect(counts).toMatchObject({ lines: 12, waiting: 0, taken: 5, refused: 7 });
    expect(results.map(({ line, status: one, error }) => [line, one, error?.code, error?.field])).toEqual([
      [2, 'taken', undefined, undefined],
      [3, 'taken', undefined, undefined],
      [4, 'taken', undefined, undefined],
      [5, 'refused', 'negative-page', 'PhotoJournalInclusivePages'],
      [6, 'refused', 'impossible-doi', 'DOI'],
      [7, 'refused', 'unknown-library', 'library'],
      [8, 'refused', 'unknown-library', 'library'],
      [9, 'refused', 'library-missing', 'Library'],
      [10, 'refused', 'patron-missing', 'Username'],
      [11, 'refused', 'day-passed', 'NotWantedAfter'],
      [12, 'taken', undefined, undefined],
      [13, 'taken', undefined, undefined],
    ]);
    for (const { error, line } of results) expect(error === undefined || error.message.startsWith(`Line ${line}:`)).toBe(true);
    expect(warnings).toEqual(['2 lines are for card numbers or usernames that nobody at the library has: taken as guests.']);

    const requests = await requestsOf(body.id);
    expect(requests.map(({ library: symbol, batchLine, citation }) => [symbol, batchLine, citation.title])).toEqual([
      ['TSU', 2, 'Prospect Theory: An Analysis of Decision under Risk'],
      ['TSU', 3, 'Prospect Theory: An Analysis of Decision under Risk'],
      ['LCC', 4, 'Beloved'],
      ['TSU', 12, 'Sula'],
      ['TSU', 13, 'Jazz'],
    ]);
    // the second line is the first one mistyped
    const [first, second, , sula, jazz] = requests;
    expect((await told(database.owner, second!.id))[0]!.data.duplicateOf).toBe(first!.id);
    expect((await told(database.owner, first!.id))[0]!.data.duplicateOf).toBeUndefined();
    // one guest, the same for both of their lines, told of by nothing but a key
    expect(sula!.patronRef).toMatch(/^p_g/);
    expect(jazz!.patronRef).toBe(sula!.patronRef);
    const [standing, reason] = guests === 'true' ? ['deciding', undefined] : ['waiting-for-staff', NOBODY];
    expect([sula!.status, sula!.reason]).toEqual([standing, reason]);
    expect((await requestsOf(body.id, { tenant: 'LCC', roles: ['staff'] })).map(({ batchLine }) => batchLine)).toEqual([4]);
  });

  it('keeps no card number', async () => {
    const { rows: found } = await database.owner.query(
      `select line from intake.batch_line l where l::text ~ '\\m(2001|1001|9999)\\M'`,
    );
    expect(found).toEqual([]);
  });

  it('is not taken twice unless that is meant', async () => {
    const text = [HEADER, ...LINES].join('\n');
    const before = await rows('batch_line');
    const { status, body } = await upload(text);
    expect([status, body]).toMatchObject([
      409,
      { code: 'already-uploaded', field: 'file', remedy: expect.stringContaining('?again=true') },
    ]);
    expect(await rows('batch_line')).toBe(before);
    // two at once are one
    const other = [HEADER, LINES[2]].join('\n');
    const both = await Promise.all([upload(other), upload(other)]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([202, 409]);
    expect((await upload(other, OPERATOR, '?again=true')).status).toBe(202);
    expect((await upload(other, STAFF)).status).toBe(202);
    await settle(db());
  });

  it.each([
    ['an unknown column', `${HEADER},PhotoJournalVolum\n${LINES[2]},1`, 422, 'unknown-column', 'PhotoJournalVolum'],
    ['no request in it', HEADER, 422, 'no-lines', 'line 2'],
    ['a workbook', 'PK\u0003\u0004', 422, 'workbook', 'file'],
    [
      'an encoding nobody knows',
      Buffer.from(`${HEADER}\nTSU,1,Loan,Book,x\x81y,,,,,,,,,`, 'latin1'),
      422,
      'unknown-encoding',
      'line 2',
    ],
  ])('with %s is refused whole, and nothing of it is saved', async (__, file, status, code, field) => {
    const before = [await rows('batch'), await rows('batch_line'), await rows('outbox')];
    const answer = await upload(file);
    expect([answer.status, answer.body]).toMatchObject([status, { code, field, remedy: expect.any(String) }]);
    expect([await rows('batch'), await rows('batch_line'), await rows('outbox')]).toEqual(before);
  });

  it('is the uploader’s: staff see their own, and take none for another library', async () => {
    const { body } = await upload([HEADER, LINES[2], LINES[0]].join('\n'), STAFF);
    expect(body.results).toMatchObject([
      { line: 2, status: 'refused', error: { code: 'not-yours' } },
      { line: 3, status: expect.stringMatching(/waiting|taken/) },
    ]);
    await settle(db());
    const get = async (id: string, user: User) =>
      (
        await request(service.http)
          .get(`/api/intake/batches/${id}`)
          .set(await as(user))
      ).status;
    expect(await get(body.id, STAFF)).toBe(200);
    expect(await get(body.id, { tenant: 'LCC', roles: ['staff'] })).toBe(404);
    expect(await get(body.id, { tenant: 'TSU', roles: ['patron'] })).toBe(403);
    const { body: list } = await request(service.http)
      .get('/api/intake/batches')
      .set(await as(STAFF));
    expect(list.batches[0]).toMatchObject({ id: body.id, lines: 2, taken: 1, refused: 1, waiting: 0 });
  });

  it('may come as the body, in Windows-1252 when it says so', async () => {
    const text = [HEADER.replace('Library,', ''), '2001,Loan,Book,Gödel,,,,,,,,,'].join('\n');
    const { status, body } = await request(service.http)
      .post('/api/intake/batches?name=body.csv')
      .set({ ...(await as(STAFF)), 'content-type': 'text/csv; charset=windows-1252' })
      .send(Buffer.from(text, 'latin1').toString('latin1'));
    expect([status, body]).toMatchObject([202, { fileName: 'body.csv', lines: 1 }]);
    await settle(db());
  });

  it('of 60 real requests: all are verified or wait for a person with a reason', async () => {
    const { body } = await upload(sample('requests.csv'), STAFF);
    expect(body).toMatchObject({ lines: 60, refused: 0, warnings: [] });
    await settle(db());
    const requests = await requestsOf(body.id, STAFF);
    expect(requests).toHaveLength(60);
    const expected = guests === 'true' ? 'deciding' : 'waiting-for-staff';
    for (const { status, reason, citation } of requests)
      expect([citation.title, status, status !== 'deciding' && !reason]).toEqual([citation.title, expected, false]);
    const confirmed = await database.owner.query(
      `select count(*)::int as n from intake.request_view where batch_id = $1 and verification->>'status' = 'confirmed'`,
      [body.id],
    );
    expect(confirmed.rows[0].n).toBeGreaterThanOrEqual(28);
    const incomplete = await database.owner.query(
      `select title, verification->'notes' as notes from intake.request_view where batch_id = $1 and verification->>'status' = 'incomplete'`,
      [body.id],
    );
    expect(incomplete.rows).toEqual([]);
  });
});

describe('64 OpenURLs as they were sent', () => {
  let world: World;
  const database = testDatabase('intake');
  beforeAll(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    await listen(database.owner, ['intake.request-verified.v1', 'intake.request-waiting.v1']);
  });
  const service = testService(intake, { database, env: () => ({ CROSSREF_URL: `${world.url}/crossref` }) });
  afterAll(() => world.close());

  it('all reach sourcing or a person with a reason', async () => {
    await deliver(service.get(Database), [library('TSU')]);
    const lines: { id: string; openurl_query: string; expected_doi: string }[] = parse(sample('openurls.csv'), {
      columns: true,
      bom: true,
    });
    const user = await service.as({ tenant: 'TSU', roles: ['patron'], patronRef: 'p_ann0000000' });
    const waiting: [string, string][] = [];
    let confirmed = 0;
    for (const line of lines) {
      const { status, body } = await request(service.http)
        .post('/api/intake/requests')
        .set(user)
        .send({ openurl: line.openurl_query });
      expect([line.id, status]).toEqual([line.id, 201]);
      await settle(service.get(Database));
      const page = (await request(service.http).get(`/api/intake/requests/${body.id}`).set(user)).body;
      const end = (await told(database.owner, body.id)).at(-1)!;
      const waits = end.type === 'intake.request-waiting.v1';
      if (waits) waiting.push([line.id, page.reason]);
      expect([line.id, page.status]).toEqual([line.id, waits ? 'waiting-for-staff' : 'deciding']);
      if (page.verification.status !== 'confirmed') continue;
      confirmed += 1;
      // what was cited with a DOI that the registry confirms comes back with it
      expect([line.id, page.citation.doi]).toEqual([line.id, line.expected_doi.toLowerCase() || page.citation.doi]);
    }
    expect(waiting).toEqual([
      ['s007', 'Only a PubMed number is given (20441689): look it up and fill in the title.'],
      ['s030', 'The request does not say what is wanted.'],
    ]);
    expect(confirmed).toBeGreaterThanOrEqual(25);
  });
});
