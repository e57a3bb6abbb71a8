import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { PatronChanged, RequestCancelled, RequestFinished, SupplyExhausted, type Citation } from '#lib/contracts';
import { HOUR } from '#lib/kernel';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { TUFTE, verified } from './__fixtures__/world.ts';

describe('sourcing looks up and counts', () => {
  const { database, last, post, send, service, settled, staff, status, told, until, world } = sourcingInWorld();

  describe('the copyright count', () => {
    const NATURE: Partial<Citation> & Pick<Citation, 'kind'> = {
      kind: 'article',
      container: 'Nature Medicine',
      year: 2024,
      issn: ['1078-8956'],
    };
    const borrowed = async (ids: readonly string[]) =>
      Promise.all(
        ids.map(
          async (id) =>
            (await last(id)).type === 'sourcing.decided.v1' && ((await last(id)).data['outcome'] as { route: string }).route,
        ),
      );

    it('lets exactly five be borrowed, however many are decided at once; one that comes to nothing gives its place back', async () => {
      const asked = Array.from({ length: 9 }, (_, n) =>
        verified('BLL', 'copy', { ...NATURE, title: `Article ${n}`, doi: `10.5555/nm.${n}` }),
      );
      await send(...asked);
      const routes = await borrowed(asked.map(({ subject }) => subject));
      expect(routes.filter((route) => route === 'borrow')).toHaveLength(5);
      const place = async () => {
        const { rows } = await database.owner.query<{ status: string; n: number }>(
          'select status, count(*)::int as n from sourcing.copyright_copy where tenant = $1 group by 1 order by 1',
          ['BLL'],
        );
        return Object.fromEntries(rows.map(({ status: one, n }) => [one, n]));
      };
      expect(await place()).toEqual({ pending: 5 });
      const [filled, failed] = asked.filter((_, n) => routes[n] === 'borrow');
      const { data } = await last(failed!.subject);
      await send(
        { message: RequestFinished, subject: filled!.subject, tenant: 'BLL', data: { kind: 'borrow', supplier: 'TSU' } },
        {
          message: SupplyExhausted,
          subject: failed!.subject,
          tenant: 'BLL',
          data: { decisionId: data['decisionId'], tried: [{ kind: 'borrow', supplier: 'TSU', status: 'unfilled' }] },
        },
      );
      expect(await place()).toEqual({ filled: 1, pending: 3, released: 1 });
      const next = verified('BLL', 'copy', { ...NATURE, title: 'One more', doi: '10.5555/nm.more' });
      await send(next);
      expect(await borrowed([next.subject])).toEqual(['borrow']);
    });

    it('counts earlier copies that are brought in', async () => {
      const copies = Array.from({ length: 5 }, (_, n) => ({
        number: '1078-8956',
        askedOn: `2025-0${n + 1}-15`,
        publicationYear: 2022,
      }));
      const { body } = await request(service.http)
        .post('/api/sourcing/copies')
        .set(await staff('CPL'))
        .send([...copies, { number: '1234-5678', askedOn: '2025-01-01' }])
        .expect(200);
      expect(body).toEqual({ taken: 5, remarks: [{ line: 6, skipped: true, reason: '"1234-5678" is no valid ISSN or ISBN.' }] });
      const asked = verified('CPL', 'copy', { ...NATURE, title: 'The sixth', doi: '10.5555/nm.sixth' });
      await send(asked);
      expect(await last(asked.subject)).toMatchObject({ type: 'payment.reserve-fund.v1' });
      const { body: list } = await request(service.http)
        .get(`/api/sourcing/requests/${asked.subject}/decisions`)
        .set(await staff('CPL'))
        .expect(200);
      expect(list.decisions[0]).toMatchObject({
        rule: { number: '14' },
        outcome: { route: 'buy', provider: 'get-it-now' },
        asked: ['eligibility', 'copyright', 'provider-choice'].map((kind) => ({
          kind,
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        })),
      });
    });

    it('shows a decision that the eligibility policy made, with its rules', async () => {
      const patronRef = 'p_manyrequests1';
      const many = Array.from({ length: 26 }, (_, n) =>
        verified('LCC', 'loan', { ...TUFTE, title: `Book ${n}` }, { patronRef, submittedAt: `2025-10-06T13:${10 + n}:00.000Z` }),
      );
      await send({
        message: PatronChanged,
        subject: randomUUID(),
        tenant: 'LCC',
        data: { patronRef, group: 'student', blocked: false, active: true },
      });
      await send(...many.slice(0, 25));
      await send(many[25]!);
      const { body } = await request(service.http)
        .get(`/api/sourcing/requests/${many[25]!.subject}/decisions`)
        .set(await staff('LCC'))
        .expect(200);
      expect(body.decisions).toMatchObject([
        { rule: { id: 'too-many-open' }, outcome: { route: 'tell-patron' }, policy: { name: 'eligibility' }, asked: [] },
      ]);
      expect(body.decisions[0].rules.map(({ outcome }: { outcome: string }) => outcome)).toContain('decided');
    });
  });

  describe('what cannot be looked up', () => {
    it('goes to staff with the reason, who may look again', async () => {
      world().state.setOutage('sru/HSL', { kind: 'error' });
      const asked = verified('HSL', 'loan', TUFTE);
      await post(asked);
      // the catalog answers 503 and is asked again later; the limit comes first
      await until(
        async () => (await database.owner.query('select 1 from sourcing.job where key = $1', [asked.subject])).rowCount === 1,
      );
      service.clock.advance(25 * HOUR);
      await until(async () => (await status(asked.subject)) === 'waiting-staff');
      await until(async () => (await last(asked.subject)) !== undefined);
      expect(await last(asked.subject)).toMatchObject({
        data: { outcome: { route: 'staff' }, reason: expect.stringContaining('own-catalog') },
      });
      world().state.setOutage('sru/HSL', undefined);
      await request(service.http)
        .post(`/api/sourcing/requests/${asked.subject}/look-again`)
        .set(await staff('HSL'))
        .send({})
        .expect(204);
      await settled();
      expect(await last(asked.subject)).toMatchObject({ data: { attempt: 2, outcome: { route: 'borrow' } } });
    }, 30_000);

    it('is unknown to the rules, and said so', async () => {
      const asked = verified('HSL', 'loan', { ...TUFTE, title: 'Another' });
      // a catalog that is not there answers 404: asking again would not help
      await database.owner.query(
        `update sourcing.library set profile = jsonb_set(profile, '{catalogUrl}', $1) where symbol = 'HSL'`,
        [JSON.stringify(`${world().url}/sru/NOBODY`)],
      );
      await send(asked);
      expect(await last(asked.subject)).toMatchObject({
        data: {
          rule: { id: 'not-checked-at-home' },
          outcome: { route: 'staff' },
          reason: expect.stringContaining('could not be looked up'),
        },
      });
      const { body } = await request(service.http)
        .get(`/api/sourcing/requests/${asked.subject}/decisions`)
        .set(await staff('HSL'))
        .expect(200);
      expect(body.decisions[0].facts).toContainEqual(
        expect.objectContaining({ key: 'own-copies-on-shelf', state: 'unknown', source: "the library's catalog" }),
      );
      await database.owner.query(
        `update sourcing.library set profile = jsonb_set(profile, '{catalogUrl}', $1) where symbol = 'HSL'`,
        [JSON.stringify(`${world().url}/sru/HSL`)],
      );
    });

    it('waits a while for a patron of whom directory has not told yet', async () => {
      const asked = verified('CPL', 'loan', TUFTE, { patronRef: 'p_newcomer0001' });
      await post(asked);
      await until(
        async () => (await database.owner.query('select 1 from sourcing.request where id = $1', [asked.subject])).rowCount === 1,
      );
      await send({
        message: PatronChanged,
        subject: randomUUID(),
        tenant: 'CPL',
        data: { patronRef: 'p_newcomer0001', group: 'public', blocked: true, active: true },
      });
      expect((await told(asked.subject)).map(({ type }) => type)).toEqual(['sourcing.decided.v1', 'sourcing.ended.v1']);
      expect(await last(asked.subject)).toMatchObject({ data: { outcome: 'told' } });
    }, 30_000);
  });

  describe('requests for the same', () => {
    it('are merged into the earlier one', async () => {
      const first = verified('MGH', 'loan', TUFTE, { workKey: 'w', submittedAt: '2025-10-06T13:00:00.000Z' });
      const second = verified('MGH', 'loan', TUFTE, { workKey: 'w', submittedAt: '2025-10-06T13:05:00.000Z' });
      await send(first, second);
      expect(await last(second.subject)).toMatchObject({
        type: 'sourcing.ended.v1',
        data: { outcome: 'merged', into: first.subject },
      });
    });
    it('of one moment, as lines of a file are, do not merge into each other, whichever has the lower number', async () => {
      const submittedAt = '2025-10-06T13:00:00.000Z';
      const book = { ...TUFTE, title: 'Envisioning Information' };
      const lines = [
        verified('MGH', 'loan', book, { workKey: 'e', submittedAt }),
        verified('MGH', 'loan', book, { workKey: 'e', submittedAt }),
      ];
      const [higher, lower] = lines.toSorted((a, b) => (a.subject < b.subject ? 1 : -1));
      // intake, which knows the lines, says that the one with the lower number is the later one
      const later = { ...lower!, data: { ...(lower!.data as object), duplicateOf: higher!.subject } };
      await send(later, higher!);
      expect(await last(later.subject)).toMatchObject({ data: { outcome: 'merged', into: higher!.subject } });
      expect((await last(higher!.subject)).type).toBe('sourcing.decided.v1');
    });
    it('are not merged into one that was cancelled', async () => {
      const first = verified(
        'MGH',
        'loan',
        { ...TUFTE, title: 'Beautiful Evidence' },
        { workKey: 'w', submittedAt: '2025-10-06T13:00:00.000Z' },
      );
      await send(first, {
        message: RequestCancelled,
        subject: first.subject,
        tenant: 'MGH',
        data: { by: 'patron', reason: 'No.' },
      });
      const second = verified(
        'MGH',
        'loan',
        { ...TUFTE, title: 'Beautiful Evidence' },
        { submittedAt: '2025-10-06T13:05:00.000Z', duplicateOf: first.subject },
      );
      await send(second);
      expect((await last(second.subject)).data['rule']).not.toMatchObject({ number: '2' });
    });
  });
});
