import request from 'supertest';
import {
  ConnectorChanged,
  connectorContext,
  LibraryChanged,
  PartnerChanged,
  type Citation,
  type LenderToAsk,
} from '#lib/contracts';
import { Seals } from '#lib/service';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { introductions, TUFTE, verified } from './__fixtures__/world.ts';

const BELOVED: Partial<Citation> & Pick<Citation, 'kind'> = {
  kind: 'book',
  title: 'Beloved',
  authors: ['Morrison, Toni'],
  isbn: ['9781400033416'],
  year: 2004,
};

describe('what a library has set up itself', () => {
  const { database, last, send, service, staff, world } = sourcingInWorld();
  const CONNECTOR = '0199b000-0000-7000-8000-000000000001';

  it('its own connector is asked, with what it is opened by, instead of what its profile says', async () => {
    const secret = service.get(Seals).seal('HSL', 'swordfish', connectorContext('sru', 'password'));
    await send({
      message: ConnectorChanged,
      subject: CONNECTOR,
      tenant: 'HSL',
      // Cattail holds it, Heartland does not: only the connector's address finds it
      data: {
        kind: 'sru',
        active: true,
        address: `${world().url}/sru/CPL`,
        settings: { user: 'trillium' },
        secrets: { password: secret },
      },
    });
    const asked = verified('HSL', 'loan', BELOVED);
    await send(asked);
    expect(await last(asked.subject)).toMatchObject({
      data: { rule: { number: '6' }, outcome: { route: 'hold', library: 'HSL' } },
    });
  });

  it('prices are asked on its own account; a key that is refused leaves them unknown, and says so', async () => {
    const secret = service.get(Seals).seal('CPL', 'guessed', connectorContext('get-it-now', 'key'));
    const data = { kind: 'get-it-now', active: true, settings: {}, secrets: { key: secret } } as const;
    await send({
      message: ConnectorChanged,
      subject: '0199b000-0000-7000-8000-000000000002',
      tenant: 'CPL',
      data: { ...data, address: `${world().url}/getitnow` },
    });
    // after five copies of the year the royalty counts, and prices are asked
    await request(service.http)
      .post('/api/sourcing/copies')
      .set(await staff('CPL'))
      .send(Array.from({ length: 5 }, (_, n) => ({ number: '1078-8956', askedOn: `2025-0${n + 1}-15`, publicationYear: 2022 })))
      .expect(200);
    const asked = verified('CPL', 'copy', {
      kind: 'article',
      title: 'The sixth',
      container: 'Nature Medicine',
      issn: ['1078-8956'],
      year: 2023,
      doi: '10.5555/nm.sixth',
    });
    await send(asked);
    await last(asked.subject);
    const { body } = await request(service.http)
      .get(`/api/sourcing/requests/${asked.subject}/decisions`)
      .set(await staff('CPL'))
      .expect(200);
    expect(body.decisions[0].facts).toContainEqual(
      expect.objectContaining({
        key: 'royalty',
        state: 'unknown',
        value: expect.stringContaining('Get It Now answered 401'),
      }),
    );
  });

  it('a catalog that answers nobody is brought as a file', async () => {
    const xml = `<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam a2200000 a 4500</leader>
      <controlfield tag="001">b1</controlfield>
      <datafield tag="020" ind1=" " ind2=" "><subfield code="a">9781400033416</subfield></datafield>
      <datafield tag="245" ind1="1" ind2="0"><subfield code="a">Beloved</subfield></datafield>
      <datafield tag="852" ind1=" " ind2=" "><subfield code="h">FIC MORRISON</subfield></datafield></record>
      <record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">b2</controlfield></record></collection>`;
    await database.owner.query(`update sourcing.library set profile = profile - 'catalogUrl' where symbol = 'BLL'`);
    const bring = async (body: Buffer) =>
      request(service.http)
        .put('/api/sourcing/catalog')
        .set(await staff('BLL'))
        .type('application/octet-stream')
        .send(body);
    expect((await bring(Buffer.from(xml))).body).toEqual({
      taken: 1,
      remarks: [{ line: 2, skipped: true, reason: 'Left out: it has no title (245).' }],
    });
    const refused = await bring(Buffer.from('nothing of the kind'));
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 'malformed-marc', remedy: expect.stringMatching(/\S/) });
    const asked = verified('BLL', 'loan', BELOVED);
    await send(asked);
    expect(await last(asked.subject)).toMatchObject({
      data: { rule: { number: '6' }, outcome: { route: 'hold', callNumber: 'FIC MORRISON', record: 'b1' } },
    });
    await database.owner.query(
      `update sourcing.library set profile = jsonb_set(profile, '{catalogUrl}', $1) where symbol = 'BLL'`,
      [JSON.stringify(`${world().url}/sru/BLL`)],
    );
  });

  it('a library that is closed is asked after the others and not before it is back; one that is closed for long is not asked', async () => {
    const lenders = async () => {
      const asked = verified('BLL', 'loan', TUFTE);
      await send(asked);
      const { outcome } = (await last(asked.subject)).data as { outcome: { route: string; lenders: LenderToAsk[] } };
      return outcome.lenders;
    };
    const first = (await lenders())[0]!.symbol;
    const told = introductions(world()).find(({ message, tenant }) => message === LibraryChanged && tenant === first)!;
    const closed = async (...closures: { from: string; to: string }[]): Promise<void> =>
      send({ ...told, data: { ...(told.data as LibraryChanged), closures } });
    await closed({ from: '2025-10-06', to: '2025-10-08' }, { from: '2025-10-09', to: '2025-10-10' });
    expect((await lenders()).at(-1)).toMatchObject({
      symbol: first,
      notBefore: '2025-10-11',
      why: 'closed for 5 days, answers within 4 working days',
    });
    await closed({ from: '2025-09-06', to: '2025-12-10' });
    expect((await lenders()).map(({ symbol }) => symbol)).not.toContain(first);
    await closed({ from: '2025-10-07', to: '2025-10-10' });
    expect((await lenders())[0]).not.toHaveProperty('notBefore');
  });

  it('who takes no part in IFM is told so to whoever is asked through OCLC: by its own word, by the terms with it, or the library itself', async () => {
    const all = introductions(world());
    const library = (symbol: string, withoutIfm: boolean) => {
      const { data, ...told } = all.find(({ message, tenant }) => message === LibraryChanged && tenant === symbol)!;
      return send({ ...told, data: { ...(data as LibraryChanged), settling: { withoutIfm } } });
    };
    const { rows } = await database.owner.query<{ id: string; profile: PartnerChanged }>(
      `select id, profile from sourcing.partner where tenant = 'CPL'`,
    );
    const known = new Map(rows.map(({ id, profile }) => [profile.symbol, { id, profile }]));
    const terms = (symbol: string, more: Partial<PartnerChanged>) => {
      const { id, profile } = known.get(symbol)!;
      return send({ message: PartnerChanged, subject: id, tenant: 'CPL', data: { ...profile, settledBy: 'OCLC', ...more } });
    };
    const asked = async () => {
      const wanted = verified('CPL', 'loan', TUFTE);
      await send(wanted);
      const { outcome } = (await last(wanted.subject)).data as { outcome: { lenders: LenderToAsk[] } };
      return Object.fromEntries(outcome.lenders.map(({ symbol, notInIfm }) => [symbol, notInIfm]));
    };
    for (const { profile } of known.values()) await terms(profile.symbol, {});
    expect(await asked()).toEqual({ HFC: undefined, TSU: undefined });
    await library('HFC', true);
    await terms('TSU', { withoutIfm: true });
    expect(await asked()).toEqual({ HFC: ['lender'], TSU: ['lender'] });
    // of a member its own word counts, also against the terms
    await library('TSU', false);
    await library('CPL', true);
    expect(await asked()).toEqual({ HFC: ['borrower', 'lender'], TSU: ['borrower'] });
    await terms('TSU', { settledBy: 'consortium' });
    expect((await asked())['TSU']).toBeUndefined();
  });
});
