import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { Decided, RequestClosed, SourcingEnded, type NewRequest, type RequestPage } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { PatronKeys } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import { deliver, library, listen, patron, settle, told } from './__fixtures__/desk.ts';
import { intake } from './intake.module.ts';

const [ANN, BOB] = ['p_ann0000000', 'p_bob0000000'];
const ALL = ['request-received', 'request-verified', 'request-waiting', 'request-cancelled', 'patron-answered'].map(
  (type) => `intake.${type}.v1`,
);

describe('intake', () => {
  let world: World;
  const database = testDatabase('intake');
  beforeAll(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    await listen(database.owner, ALL);
  });
  const service = testService(intake, {
    database,
    env: () => ({ CROSSREF_URL: `${world.url}/crossref`, CONTACT_EMAIL: 'ill@example.org' }),
  });
  afterAll(() => world.close());

  const db = () => service.get(Database);
  const as = (patronRef: string | undefined, roles: ('patron' | 'staff')[] = ['patron'], tenant = 'TSU') =>
    service.as({ tenant, roles, ...(patronRef && { patronRef }) });
  const ask = async (body: NewRequest, patronRef = ANN) =>
    request(service.http)
      .post('/api/intake/requests')
      .set(await as(patronRef))
      .send(body);
  const page = async (id: string, who = as(ANN)): Promise<RequestPage> =>
    (
      await request(service.http)
        .get(`/api/intake/requests/${id}`)
        .set(await who)
    ).body as RequestPage;
  const act = async (id: string, action: string, body: object, who = as(ANN)) =>
    request(service.http)
      .post(`/api/intake/requests/${id}/${action}`)
      .set(await who)
      .send(body);
  const outage = (body: object) =>
    fetch(`${world.url}/control/outage`, { method: 'POST', body: JSON.stringify({ service: 'crossref', ...body }) });

  beforeAll(async () => {
    await deliver(db(), [library('TSU'), library('LCC'), patron('TSU', ANN), patron('TSU', BOB), patron('LCC', 'p_cyd0000000')]);
  });

  it('takes a request, has it confirmed by Crossref and hands it to sourcing', async () => {
    const { status, body } = await ask({
      citation: { title: 'Prospect theory', doi: 'https://doi.org/10.2307/1914185' },
      notes: 'For Prof. Miller',
    });
    expect([status, body]).toMatchObject([
      201,
      { library: 'TSU', patronRef: ANN, status: expect.stringMatching(/checking|deciding/), service: 'copy' },
    ]);
    await settle(db());
    const shown = await page(body.id);
    expect(shown).toMatchObject({
      status: 'deciding',
      notes: 'For Prof. Miller',
      citation: { kind: 'article', container: 'Econometrica', year: 1979, doi: '10.2307/1914185' },
      verification: { status: 'confirmed', source: 'Crossref', retracted: false },
    });
    expect(shown.timeline.map(({ type }) => type)).toEqual(['intake.request-received.v1', 'intake.request-verified.v1']);
    const messages = await told(database.owner, body.id);
    expect(messages).toMatchObject([
      {
        type: 'intake.request-received.v1',
        tenant: 'TSU',
        sequence: 1,
        data: { patronRef: ANN, patronGroup: 'student', channel: 'api' },
      },
      {
        type: 'intake.request-verified.v1',
        sequence: 2,
        data: { workKey: expect.stringContaining('prospect theory'), citation: { volume: '47' } },
      },
    ]);
    // the patron's own words may name somebody
    expect(JSON.stringify(messages)).not.toContain('Miller');
  });

  it('finds the mistyped one without DOI, and that it is the same wish', async () => {
    const first = await ask({ citation: { doi: '10.1038/nature14539' } }, BOB);
    await settle(db());
    const { body } = await ask(
      { citation: { title: 'Deep laerning', authors: 'LeCun, Yann', container: 'Nature', volume: '521', year: 2015 } },
      BOB,
    );
    await settle(db());
    const [, verified] = await told(database.owner, body.id);
    expect(verified!.data).toMatchObject({
      citation: { doi: '10.1038/nature14539' },
      verification: { status: 'confirmed' },
      duplicateOf: first.body.id,
    });
    const another = await ask({ citation: { doi: '10.1038/nature14539' } }, ANN);
    await settle(db());
    expect((await told(database.owner, another.body.id))[1]!.data.duplicateOf).toBeUndefined();
  });

  it('tells a retraction with its notice', async () => {
    const { body } = await ask({ citation: { doi: '10.1016/S0140-6736(97)11096-0' } });
    await settle(db());
    const { verification, citation } = await page(body.id);
    expect(verification).toMatchObject({ retracted: true, retractionNotice: expect.stringMatching(/^10\./) });
    expect(citation.title).toMatch(/^Ileal/);
  });

  it('checks at once what no registry has to be asked about', async () => {
    const { body } = await ask({ citation: { title: 'Beloved', isbn: '978-1-4000-3341-6' } });
    expect(body).toMatchObject({ status: 'deciding', service: 'loan', citation: { kind: 'book', isbn: ['9781400033416'] } });
    expect((await page(body.id)).verification).toMatchObject({ status: 'complete' });
  });

  it('loses nothing in an outage: tried again, then taken as cited', async () => {
    await outage({ kind: 'error' });
    const { body } = await ask({
      citation: { title: 'The Tragedy of the Commons', container: 'Science', volume: '162', year: 1968 },
    });
    // the registry stays down: what is left is the deadline, in the library's own time
    for (;;) {
      const { rows } = await database.owner.query('select 1 from intake.job where attempts > 0');
      if (rows.length) break;
      await new Promise((done) => setTimeout(done, 10));
    }
    service.clock.advance(DAY + 1000);
    while ((await page(body.id)).status === 'checking') await new Promise((done) => setTimeout(done, 20));
    await outage({ kind: 'none' });
    expect((await page(body.id)).verification).toEqual({
      status: 'complete',
      notes: ['Crossref could not be asked (no answer in time): taken as cited.'],
      retracted: false,
    });
    await settle(db());
    expect((await told(database.owner, body.id)).map(({ type }) => type)).toEqual([
      'intake.request-received.v1',
      'intake.request-verified.v1',
    ]);
  });

  describe('what it cannot make sense of', () => {
    it('waits for staff with the reason and all they can do; a correction is checked again', async () => {
      const { body } = await ask({ openurl: 'id=pmid:20441689&sid=Entrez:PubMed' });
      expect(body).toMatchObject({
        status: 'waiting-for-staff',
        reason: 'Only a PubMed number is given (20441689): look it up and fill in the title.',
      });
      const staff = as(undefined, ['staff']);
      const { body: list } = await request(service.http)
        .get('/api/intake/tasks')
        .set(await staff);
      const task = list.tasks.find((one: { requestId: string }) => one.requestId === body.id);
      expect(task).toMatchObject({
        kind: 'nothing-to-go-by',
        actions: [{ name: 'correct', primary: true }, { name: 'go-on' }, { name: 'cancel' }],
      });
      const corrected = await request(service.http)
        .post(task.actions[0].path)
        .set(await staff)
        .send({ title: 'Deep learning', container: 'Nature', year: '2015', pmid: '' });
      expect(corrected.status).toBe(200);
      await settle(db());
      expect((await told(database.owner, body.id)).map(({ type }) => type)).toEqual([
        'intake.request-received.v1',
        'intake.request-waiting.v1',
        'intake.request-verified.v1',
      ]);
      const { citation, timeline } = await page(body.id);
      expect(citation).toMatchObject({ doi: '10.1038/nature14539', kind: 'article' });
      expect(citation.pmid).toBeUndefined();
      expect(timeline.map(({ type }) => type)).toContain('intake.request-corrected.v1');
    });

    it('goes on as it is when staff say so', async () => {
      const { body } = await ask({ openurl: 'rft.genre=unknown' });
      expect(body.status).toBe('waiting-for-staff');
      expect((await act(body.id, 'go-on', {}, as(ANN))).status).toBe(403);
      const { body: on } = await act(body.id, 'go-on', {}, as(undefined, ['staff']));
      expect(on.status).toBe('deciding');
      await settle(db());
      expect((await told(database.owner, body.id)).at(-1)!.data).toMatchObject({ verification: { status: 'incomplete' } });
    });

    it('is brought up again when nobody looks', async () => {
      const { body } = await ask({ openurl: 'rft.genre=unknown&rft.jtitle=Nature' });
      service.clock.advance(3 * DAY);
      const overdue = async () =>
        (await database.owner.query(`select state->>'overdue' as yes from intake.request where id = $1`, [body.id])).rows[0].yes;
      while ((await overdue()) !== 'true') await new Promise((done) => setTimeout(done, 20));
      expect((await page(body.id)).status).toBe('waiting-for-staff');
    });

    it('is a DOI that leads to another work', async () => {
      const { body } = await ask({
        citation: { title: 'The gardens of the moon', authors: 'Nobody, N.', doi: '10.1038/nature14539' },
      });
      await settle(db());
      expect(await page(body.id)).toMatchObject({
        status: 'waiting-for-staff',
        reason: expect.stringContaining('is that of "Deep learning", Nature 2015'),
      });
    });
  });

  describe('a request on its way', () => {
    const decisionId = randomUUID();
    const decided = (id: string, outcome: object, attempt = 1, decision = decisionId) => ({
      message: Decided,
      subject: id,
      tenant: 'TSU',
      sequence: attempt,
      data: {
        decisionId: decision,
        attempt,
        outcome,
        reason: 'Because the rules say so.',
        rule: { id: 'cost', number: '20', description: 'Dear' },
        policy: { name: 'sourcing', hash: 'h' },
        also: [],
        patronRef: ANN,
        patronGroup: 'student',
        service: 'loan',
        citation: { kind: 'book' },
        wishes: {},
      },
    });
    const question = {
      route: 'ask-patron',
      question: 'cost',
      text: 'It costs $150. Do you still want it?',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
      default: 'no',
      answerBy: '2025-10-20T00:00:00Z',
    };
    const made = async (title: string): Promise<string> =>
      (await ask({ citation: { title, isbn: '9780262046305' } })).body.id as string;

    it('puts the patron’s question on the page and takes one of its answers', async () => {
      const id = await made('Introduction to Algorithms');
      await deliver(db(), [decided(id, question)]);
      expect(await page(id)).toMatchObject({
        status: 'waiting-for-patron',
        rule: '20',
        question: { text: 'It costs $150. Do you still want it?' },
      });
      expect((await act(id, 'answer', { decisionId: randomUUID(), answer: 'yes' })).body).toMatchObject({
        code: 'conflict',
        field: 'decisionId',
      });
      expect((await act(id, 'answer', { decisionId, answer: 'maybe' })).body).toMatchObject({
        code: 'unknown-answer',
        field: 'answer',
        remedy: expect.stringContaining('yes (Yes)'),
      });
      expect((await act(id, 'answer', { decisionId, answer: 'yes' })).body.status).toBe('deciding');
      expect((await act(id, 'answer', { decisionId, answer: 'yes' })).body.code).toBe('no-question');
      await settle(db());
      expect((await told(database.owner, id)).at(-1)).toMatchObject({
        type: 'intake.patron-answered.v1',
        data: { decisionId, question: 'cost', answer: 'yes', by: 'patron' },
      });
    });

    it('is cancelled once, by its patron or staff', async () => {
      const id = await made('Cancelled');
      expect((await act(id, 'cancel', {}, as(BOB))).status).toBe(404);
      expect((await act(id, 'cancel', { reason: 'Bought it' })).body).toMatchObject({ status: 'cancelled', reason: 'Bought it' });
      expect((await act(id, 'cancel', {})).body).toMatchObject({ status: 409, code: 'already-cancelled' });
      await settle(db());
      expect((await told(database.owner, id)).at(-1)!.data).toEqual({
        by: 'patron',
        // their own words stay here
        reason: 'The patron does not want it any more.',
      });
    });

    it('ends where sourcing or fulfillment end it, and does not languish then', async () => {
      const [declined, filled] = [await made('Declined'), await made('Filled')];
      await deliver(db(), [
        { message: SourcingEnded, subject: declined, tenant: 'TSU', data: { outcome: 'declined', reason: 'A textbook.' } },
        { message: RequestClosed, subject: filled, tenant: 'TSU', data: { outcome: 'filled', reason: 'Returned.' } },
        { message: RequestClosed, subject: randomUUID(), tenant: 'TSU', data: { outcome: 'filled', reason: 'Of nobody.' } },
      ]);
      expect([(await page(declined)).status, (await page(filled)).status]).toEqual(['declined', 'closed']);
      expect((await act(filled, 'correct', { title: 'Other' })).body).toMatchObject({ code: 'already-ended' });
      const { rows } = await database.owner.query('select status, deadline_at from intake.request where id = any($1)', [
        [declined, filled],
      ]);
      expect(rows).toEqual([
        { status: 'ended', deadline_at: null },
        { status: 'ended', deadline_at: null },
      ]);
    });

    it('becomes a task when it has gone on for twenty days', async () => {
      const id = await made('Slow');
      service.clock.advance(21 * DAY);
      const kinds = async () => {
        const { body } = await request(service.http)
          .get('/api/intake/tasks')
          .set(await as(undefined, ['staff']));
        return body.tasks
          .filter((task: { requestId: string }) => task.requestId === id)
          .map(({ kind }: { kind: string }) => kind);
      };
      while (!(await kinds()).length) await new Promise((done) => setTimeout(done, 20));
      expect(await kinds()).toEqual(['languishing']);
    });
  });

  describe('lists', () => {
    const list = async (query: string, who = as(ANN)) =>
      (
        await request(service.http)
          .get(`/api/intake/requests?${query}`)
          .set(await who)
      ).body;

    it('show patrons their own and nobody another library’s', async () => {
      const mine = await list('limit=200');
      expect(mine.requests.length).toBeGreaterThan(5);
      expect(new Set(mine.requests.map(({ patronRef }: { patronRef: string }) => patronRef))).toEqual(new Set([ANN]));
      const ours = await list('limit=200', as(undefined, ['staff']));
      expect(ours.requests.length).toBeGreaterThan(mine.requests.length);
      expect((await list('limit=200', as(undefined, ['staff'], 'LCC'))).requests).toEqual([]);
      const all = await request(service.http)
        .get('/api/intake/requests?limit=200')
        .set(await service.as({ tenant: 'consortium', roles: ['operator'] }));
      expect(all.body.requests).toHaveLength(ours.requests.length);
      const { rows } = await database.asTenant('LCC', (client) => client.query('select id from intake.request_view'));
      expect(rows).toEqual([]);
    });

    it('page without leaving one out, and filter', async () => {
      const staff = as(undefined, ['staff']);
      const all = await list('limit=200', staff);
      const seen: string[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const part: { requests: { id: string }[]; next?: string } = await list(`limit=3${next && `&cursor=${next}`}`, staff);
        seen.push(...part.requests.map(({ id }) => id));
        next = part.next;
      }
      expect(seen).toEqual(all.requests.map(({ id }: { id: string }) => id));
      expect((await list('q=deep+learn&status=deciding,checking', staff)).requests[0].citation.title).toBe('Deep learning');
      expect((await list('status=cancelled', staff)).requests).toHaveLength(1);
      expect((await list('q=100%25_', staff)).requests).toEqual([]);
    });
  });

  it('knows a patron by card number without keeping it', async () => {
    const key = service.get(PatronKeys).of('TSU', '21000000004001');
    await deliver(db(), [patron('TSU', 'p_dee0000000', { keys: [key], group: 'faculty', ebookAccepted: false })]);
    const { body } = await request(service.http)
      .post('/api/intake/requests')
      .set(await as(undefined, ['staff']))
      .send({ patron: '21000 0000-04001', citation: { title: 'Jazz', isbn: '9781400076215' } });
    expect(body).toMatchObject({ patronRef: 'p_dee0000000' });
    const { wishes } = await page(body.id, as(undefined, ['staff']));
    expect(wishes.ebookAccepted).toBe(false);
    const { rows } = await database.owner.query(`select 1 from intake.request where state::text like '%21000000004001%'`);
    expect(rows).toEqual([]);
    // what else they always wish goes along with what they ask for, and is not asked again
    const standing = { submittedVersionAccepted: true, maxPatronCost: { minor: 2500, currency: 'USD' }, languages: ['en'] };
    await deliver(db(), [patron('TSU', 'p_dee0000000', { keys: [key], group: 'faculty', ebookAccepted: false, ...standing }, 2)]);
    const next = await request(service.http)
      .post('/api/intake/requests')
      .set(await as(undefined, ['staff']))
      .send({ patron: '21000000004001', citation: { title: 'Sula', isbn: '9781400033430' } });
    expect((await page(next.body.id, as(undefined, ['staff']))).wishes).toMatchObject({ ebookAccepted: false, ...standing });
    // an older message changes nothing
    await deliver(db(), [patron('TSU', 'p_dee0000000', { keys: [], group: 'student' }, 0)]);
    expect((await database.owner.query(`select "group" from intake.patron where patron_ref = 'p_dee0000000'`)).rows).toEqual([
      { group: 'faculty' },
    ]);
  });
});
