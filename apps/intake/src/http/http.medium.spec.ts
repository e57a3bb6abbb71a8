import request from 'supertest';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library, patron } from '../__fixtures__/desk.ts';
import { intake } from '../intake.module.ts';

describe('intake over HTTP', () => {
  const database = testDatabase('intake');
  const service = testService(intake, { database, env: { BATCH_MAX_MEGABYTES: '1', BATCH_MAX_LINES: '5' } });
  const patronOf = (tenant = 'TSU') => service.as({ tenant, roles: ['patron'], patronRef: 'p_ann0000000' });
  const operator = () => service.as({ tenant: 'consortium', roles: ['operator'] });
  const rows = async () => (await database.owner.query('select count(*)::int as n from intake.request')).rows[0].n as number;

  beforeAll(() =>
    deliver(service.get(Database), [library('TSU'), library('LCC', { branches: [] }), patron('TSU', 'p_ann0000000')]),
  );

  describe('refuses, naming the field and what to do, and saves nothing:', () => {
    it.each<[string, object, number, string, string]>([
      ['nothing asked', { notes: 'Hi' }, 422, 'nothing-asked', 'citation'],
      ['an impossible DOI', { citation: { title: 'x', doi: '11.1/x' } }, 422, 'impossible-doi', 'citation.doi'],
      ['a negative page', { citation: { title: 'x', pages: '-5' } }, 422, 'negative-page', 'citation.pages'],
      ['an impossible year', { citation: { title: 'x', year: '19995' } }, 422, 'impossible-year', 'citation.year'],
      ['a day that does not exist', { citation: { title: 'x' }, neededBy: '2025-13-01' }, 422, 'impossible-date', 'neededBy'],
      ['a day that has passed', { citation: { title: 'x' }, neededBy: '2025-10-05' }, 422, 'day-passed', 'neededBy'],
      ['an unknown branch', { citation: { title: 'x' }, pickupBranch: 'MOON' }, 422, 'unknown-branch', 'pickupBranch'],
      ['another library', { citation: { title: 'x' }, library: 'LCC' }, 403, 'not-yours', 'library'],
      ['another patron', { citation: { title: 'x' }, patron: '2001' }, 403, 'forbidden', 'patron'],
    ])('%s', async (_, body, status, code, field) => {
      const answer = await request(service.http)
        .post('/api/intake/requests')
        .set(await patronOf())
        .send(body);
      expect(answer.headers['content-type']).toMatch('application/problem+json');
      expect([answer.status, answer.body]).toMatchObject([status, { code, field, remedy: expect.any(String) }]);
      expect(await rows()).toBe(0);
    });

    it('a field of the wrong kind, by its path', async () => {
      const { status, body } = await request(service.http)
        .post('/api/intake/requests')
        .set(await patronOf())
        .send({ citation: { title: 7, colour: 'red' } });
      expect(status).toBe(400);
      expect(body.errors.map(({ field }: { field: string }) => field)).toContain('citation.title');
    });

    it('broken JSON, with the place', async () => {
      const { status, body } = await request(service.http)
        .post('/api/intake/requests')
        .set({ ...(await patronOf()), 'content-type': 'application/json' })
        .send('{"citation": {"title": "x",}}');
      expect([status, body]).toMatchObject([400, { code: expect.stringMatching(/^malformed/), remedy: expect.any(String) }]);
    });

    it('a body that is too large', async () => {
      const { status, body } = await request(service.http)
        .post('/api/intake/requests')
        .set(await patronOf())
        .send({ citation: { title: 'x'.repeat(1_200_000) } });
      expect([status, body.code]).toEqual([413, 'too-large']);
    });

    it('a file that is too large, or has too many lines, or is none', async () => {
      const upload = async (bytes?: Buffer) => {
        const post = request(service.http)
          .post('/api/intake/batches')
          .set(await operator());
        return bytes ? post.attach('file', bytes, 'big.csv') : post.field('x', 'y');
      };
      const large = await upload(Buffer.alloc(1_100_000, 'x'));
      expect([large.status, large.body.code]).toEqual([413, 'too-large']);
      const long = await upload(Buffer.from(`LoanTitle\n${'x\n'.repeat(6)}`));
      expect([long.status, long.body]).toMatchObject([413, { code: 'too-large', field: 'line 7' }]);
      expect((await upload()).body).toMatchObject({ code: 'file-missing', field: 'file' });
      expect((await database.owner.query('select 1 from intake.batch')).rows).toEqual([]);
    });

    it('a library nobody knows, with the nearest', async () => {
      const { status, body } = await request(service.http)
        .post('/api/intake/requests')
        .set(await operator())
        .send({ library: 'TSV', patron: 'p_ann0000000', citation: { title: 'x' } });
      expect([status, body]).toMatchObject([422, { field: expect.stringMatching(/library|patron/) }]);
      const patronless = await request(service.http)
        .post('/api/intake/requests')
        .set(await operator())
        .send({ citation: { title: 'x' } });
      expect(patronless.body).toMatchObject({ code: 'library-missing', field: 'library' });
    });

    it('a patron nobody knows, somebody not signed in, a place that is none', async () => {
      const staff = await service.as({ tenant: 'TSU', roles: ['staff'] });
      const post = (body: object) => request(service.http).post('/api/intake/requests').set(staff).send(body);
      expect((await post({ patron: '2001', citation: { title: 'x' } })).body).toMatchObject({
        code: 'unknown-patron',
        field: 'patron',
      });
      expect((await post({ citation: { title: 'x' } })).body).toMatchObject({ code: 'patron-missing', field: 'patron' });
      expect((await request(service.http).get('/api/intake/requests')).status).toBe(401);
      const get = (path: string) => request(service.http).get(`/api/intake/${path}`).set(staff);
      expect((await get('requests?cursor=x')).body).toMatchObject({ status: 400, field: 'cursor' });
      expect((await get('requests?status=lost')).status).toBe(400);
      expect((await get('requests/7')).status).toBe(400);
      expect((await get('requests/0198c0de-0000-7000-8000-000000000001')).body).toMatchObject({ status: 404, code: 'not-found' });
    });
  });

  describe('OpenURL', () => {
    it('sends a patron who arrives on to the form, with the query as it was sent', async () => {
      const query = 'genre=article&atitle=R&D+management&title=Technovation%20%92s&date=2001';
      const { status, headers } = await request(service.http).get(`/openurl?${query}`);
      expect(status).toBe(302);
      const target = new URL(headers.location!, 'http://localhost');
      expect([target.pathname, target.searchParams.get('openurl')]).toEqual(['/ask', query]);
    });

    it('reads one for the form', async () => {
      const { body } = await request(service.http)
        .post('/api/intake/openurl')
        .set(await patronOf())
        .send({ query: 'sid=google&genre=book&title=Rumrunners&isbn=161423356X&issn=12' });
      expect(body).toEqual({
        citation: { kind: 'book', title: 'Rumrunners', authors: [], issn: [], isbn: ['9781614233565'] },
        notes: ['"12" is no ISSN'],
        asCited: { isbn: ['161423356X'] },
        sender: 'google',
      });
      expect(
        (
          await request(service.http)
            .post('/api/intake/openurl')
            .set(await patronOf())
            .send({ query: 'x'.repeat(16_001) })
        ).status,
      ).toBe(400);
    });
  });
});
