import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { testDatabase, testService } from '#lib/testing';
import { installation } from '../__fixtures__/installation.ts';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { directory } from '../directory.module.ts';

describe('libraries, partners and patrons over HTTP', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database, start: false });
  const { signIn, as, ask } = signedIn(service);
  const desk = () => as('LCC', 'desk');
  const head = () => as('LCC', 'head');
  const operator = () => as('consortium', 'operator');

  describe('libraries', () => {
    it('are listed for anybody by symbol and name, and nothing else', async () => {
      const { body } = await request(service.http).get('/api/directory/libraries').expect(200);
      expect(body).toEqual({
        libraries: [
          { symbol: 'CPL', name: 'Cattail Public Library' },
          { symbol: 'LCC', name: 'Limestone Community College' },
          { symbol: 'TSU', name: 'Tamarack State University' },
        ],
      });
    });

    const profile = (part: object = {}) => {
      const { symbol: _, ...rest } = installation.libraries[0]!;
      return { ...rest, ...part };
    };
    it('are added and changed by operators', async () => {
      const added = await ask('put', 'libraries/HSL', await operator(), profile({ name: 'Heartland State Library' })).expect(200);
      expect(added.body).toMatchObject({ symbol: 'HSL', subjectsAtHigherLimit: [] });
      expect((await request(service.http).get('/api/directory/libraries')).body.libraries).toHaveLength(4);
      await ask('put', 'libraries/HSL', await head(), profile()).expect(403);
      await ask('put', 'libraries/HSL', await operator(), profile({ active: false })).expect(200);
      expect((await request(service.http).get('/api/directory/libraries')).body.libraries).toHaveLength(3);
    });

    it('that change their name or close are so for their partners too', async () => {
      const { symbol: _, ...cpl } = installation.libraries[2]!;
      await ask('put', 'libraries/CPL', await operator(), { ...cpl, name: 'Cattail Free Library', active: false }).expect(200);
      const asPartner = async () =>
        (await ask('get', 'partners', await desk())).body.partners.find(({ symbol }: { symbol: string }) => symbol === 'CPL');
      expect(await asPartner()).toMatchObject({ name: 'Cattail Free Library', active: false });
      await ask('put', 'libraries/CPL', await operator(), cpl).expect(200);
      expect(await asPartner()).toMatchObject({ name: 'Cattail Public Library', active: true });
    });

    it('show their profile to their own people and operators', async () => {
      const seen = async (symbol: string, who: Record<string, string>) => (await ask('get', `libraries/${symbol}`, who)).status;
      expect([await seen('LCC', await desk()), await seen('TSU', await desk())]).toEqual([200, 404]);
      expect([await seen('TSU', await operator()), await seen('XYZ', await operator())]).toEqual([200, 404]);
    });

    it.each<[string, object, number, string]>([
      ['an impossible time zone', { timeZone: 'Mars/Olympus' }, 422, 'timeZone'],
      ['a holiday that is no date', { holidays: ['2025-02-30'] }, 400, 'holidays[0]'],
      ['a ninth day of the week', { workingDays: [9] }, 400, 'workingDays[0]'],
      ['a catalog address that is none', { catalogUrl: 'here' }, 400, 'catalogUrl'],
      ['a symbol in the body', { symbol: 'LCC' }, 400, 'symbol'],
    ])('refuse %s', async (_, part, status, field) => {
      const answer = await ask('put', 'libraries/LCC', await operator(), profile(part)).expect(status);
      expect(answer.body.field ?? answer.body.errors[0].field).toBe(field);
    });
  });

  describe('an operator who acts for a library', () => {
    it('is told so, works on its partners, and does not see who its patrons are', async () => {
      const who = { ...(await operator()), 'x-library': 'TSU' };
      expect((await ask('get', 'me', who).expect(200)).body).toMatchObject({
        user: { tenant: 'TSU' },
        displayName: 'Olu Operator',
        library: { symbol: 'TSU', name: 'Tamarack State University' },
      });
      expect((await ask('get', 'partners', who).expect(200)).body.partners).toHaveLength(3);
      await ask('get', 'patrons?q=', who).expect(403);
      await ask('post', 'patrons/names', who, { patronRefs: [] }).expect(403);
    });
  });

  describe('partners and agreements', () => {
    const partner = { ...installation.partners![0]!, library: undefined };
    it('are set by staff for their own library', async () => {
      const id = randomUUID();
      const added = await ask('put', `partners/${id}`, await desk(), {
        ...partner,
        symbol: 'UBA',
        country: 'DE',
        settledBy: 'vouchers',
      }).expect(200);
      expect(added.body).toMatchObject({ id, symbol: 'UBA', settledBy: 'vouchers', lastResort: false });
      expect((await ask('get', 'partners', await desk())).body.partners).toHaveLength(3);
      expect((await ask('get', 'partners', await as('TSU', 'desk'))).body.partners).toHaveLength(3);
      await ask('get', `partners/${id}`, await as('TSU', 'desk')).expect(404);
      const twice = await ask('put', `partners/${randomUUID()}`, await desk(), { ...partner, symbol: 'UBA' }).expect(409);
      expect(twice.body.remedy).toContain(id);
    });

    it.each<[string, object, number, string]>([
      ['no address for ISO 18626', { address: undefined }, 422, 'address'],
      ['a member that is none', { symbol: 'QQQ', member: true }, 422, 'member'],
      ['a channel nobody knows', { channel: 'pigeon' }, 400, 'channel'],
      ['itself', { symbol: 'LCC' }, 422, 'symbol'],
    ])('refuse %s', async (_, part, status, field) => {
      const answer = await ask('put', `partners/${randomUUID()}`, await desk(), { ...partner, symbol: 'ZZQ', ...part }).expect(
        status,
      );
      expect(answer.body.field ?? answer.body.errors[0].field).toBe(field);
    });

    it('are spoken with in their version, each showing who it is; nobody is shown a secret', async () => {
      const id = randomUUID();
      await ask('put', `partners/${id}`, await desk(), { ...partner, symbol: 'ZZK' }).expect(200);
      const secret = 'a secret between us';
      const speak = async (body: object, status = 200) =>
        (await ask('put', `partners/${id}/iso18626`, await desk(), body).expect(status)).body;
      const shown = { version: '1.2', outgoing: { by: 'basic', name: 'lcc' }, incoming: { by: 'header', name: 'X-Key' } };
      const { outgoing, incoming } = shown;
      const added = await speak({ version: '1.2', outgoing: { ...outgoing, secret }, incoming: { ...incoming, secret } });
      expect(added.iso18626).toEqual(shown);
      expect((await speak({ ...shown, version: '2021-2' })).iso18626).toEqual({ ...shown, version: '2021-2' });
      const { rows } = await database.owner.query<{ text: string }>(
        `select string_agg(t.text, '') text from (select state::text as text from directory.partner
         union all select data::text from directory.event union all select envelope::text from directory.outbox) t`,
      );
      expect(rows[0]!.text).toContain('"s1.');
      expect(rows[0]!.text).not.toContain(secret);
      // what is kept was given for one user: for another it is asked anew
      expect(await speak({ version: '1.2', outgoing: { by: 'basic', name: 'other' } }, 422)).toMatchObject({
        field: 'outgoing.secret',
      });
      await speak({ version: '1.2', outgoing: { by: 'header', name: 'Host', secret } }, 400);
      expect((await speak({})).iso18626).toEqual({ version: '2021-2' });
    });

    it('follow the agreement, but for what the library has set itself', async () => {
      const [agreement] = (await ask('get', 'agreements', await operator()).expect(200)).body.agreements;
      const partners = async () =>
        (await ask('get', 'partners', await desk())).body.partners as {
          id: string;
          symbol: string;
          settledBy: string;
          agreement?: string;
        }[];
      const cpl = (await partners()).find(({ symbol }) => symbol === 'CPL')!;
      expect(cpl.agreement).toBe(agreement.id);
      const { id, agreement: _, ...own } = cpl;
      await ask('put', `partners/${id}`, await desk(), { ...own, settledBy: 'invoice' }).expect(200);
      const { id: agreementId, ...terms } = agreement;
      await ask('put', `agreements/${agreementId}`, await operator(), { ...terms, settledBy: 'consortium' }).expect(200);
      expect(Object.fromEntries((await partners()).map(({ symbol, settledBy }) => [symbol, settledBy]))).toMatchObject({
        CPL: 'invoice',
        TSU: 'consortium',
      });
      const stranger = { ...terms, parties: [...terms.parties, { library: 'QQQ', address: 'http://127.0.0.1/' }] };
      expect((await ask('put', `agreements/${agreementId}`, await operator(), stranger).expect(422)).body.field).toBe(
        'parties[3].library',
      );
      await ask('get', 'agreements', await head()).expect(403);
    });

    it('of a country are closed for loans, and opened again, for all libraries in one step', async () => {
      const abroad = async (who: string) =>
        (
          (await ask('get', 'partners', await as(who, 'desk'))).body.partners as {
            symbol: string;
            country: string;
            loansOpen: boolean;
          }[]
        )
          .filter(({ country }) => country === 'DE')
          .map(({ symbol, loansOpen }) => [symbol, loansOpen]);
      await ask('put', `partners/${randomUUID()}`, await as('TSU', 'desk'), { ...partner, symbol: 'UBZ', country: 'DE' }).expect(
        200,
      );
      const set = async (loans: string) => (await ask('put', 'countries/DE', await operator(), { loans }).expect(200)).body;
      const suspended = await set('suspended');
      expect(suspended).toMatchObject({ country: 'DE', loans: 'suspended', libraries: expect.any(Number) });
      expect(suspended.partners).toBeGreaterThanOrEqual(1);
      expect(await abroad('TSU')).toContainEqual(['UBZ', false]);
      expect((await abroad('LCC')).every(([, open]) => open === false)).toBe(true);
      // said again it changes nothing
      expect(await set('suspended')).toMatchObject({ libraries: 0, partners: 0 });
      await set('open');
      expect(await abroad('TSU')).toContainEqual(['UBZ', true]);
      await ask('put', 'countries/DE', await head(), { loans: 'suspended' }).expect(403);
      expect((await ask('put', 'countries/Germany', await operator(), { loans: 'suspended' }).expect(400)).body.detail).toContain(
        'two letters, such as DE',
      );
    });
  });

  describe('patrons', () => {
    const people = async (q: string) =>
      (await ask('get', `patrons?q=${encodeURIComponent(q)}`, await desk()).expect(200)).body.patrons;

    it.each(['oka', 'Okafor, A', 'ada', 'OKAFOR@lcc.example', '22100000000011', '2210 0000 000011'])(
      'are found by %s',
      async (q) => {
        expect((await people(q)).map(({ displayName }: { displayName: string }) => displayName)).toEqual(['Ada Okafor']);
      },
    );

    it.each(['Fairweather', '22200000000021', '%', '_', 'okafor@lcc', '%kafor%'])('are not found by %s', async (q) => {
      expect(await people(q)).toEqual([]);
    });

    it('are found by nobody but staff of their library', async () => {
      for (const who of [await as('LCC', 'jbrandt'), await operator()]) await ask('get', 'patrons?q=a', who).expect(403);
      await request(service.http).get('/api/directory/patrons').expect(401);
    });

    it('have names for staff of their library, and for nobody else', async () => {
      const [ada] = await people('Okafor');
      const body = { patronRefs: [ada.patronRef, 'p_0000000000000000'] };
      expect((await ask('post', 'patrons/names', await desk(), body).expect(200)).body).toEqual({
        names: { [ada.patronRef]: 'Ada Okafor' },
      });
      expect((await ask('post', 'patrons/names', await as('TSU', 'desk'), body).expect(200)).body).toEqual({ names: {} });
      await ask('post', 'patrons/names', await as('LCC', 'jbrandt'), body).expect(403);
    });

    it('are registered, changed and ended', async () => {
      const made = await ask('post', 'patrons', await desk(), {
        givenName: 'Meena',
        familyName: 'Iyer',
        cardNumber: '22100000000013',
        group: 'student',
        username: 'miyer',
      }).expect(201);
      const { patronRef, firstPassword } = made.body;
      await signIn({ library: 'LCC', username: 'miyer', password: firstPassword }).expect(200);
      const { body } = await ask('get', `patrons/${patronRef}`, await desk()).expect(200);
      expect(body).toMatchObject({ displayName: 'Meena Iyer', active: true, blocked: false, username: 'miyer' });
      expect(body).not.toHaveProperty('firstPassword');
      const change = { familyName: 'Iyer-Smith', cardNumber: '22100000000099', group: 'faculty', blocked: true };
      expect((await ask('put', `patrons/${patronRef}`, await desk(), change).expect(200)).body).toMatchObject({
        ...change,
        displayName: 'Iyer-Smith',
      });
      await ask('delete', `patrons/${patronRef}`, await desk()).expect(204);
      await signIn({ library: 'LCC', username: 'miyer', password: firstPassword }).expect(401);
      expect((await ask('get', `patrons/${patronRef}`, await desk())).body).toMatchObject({
        active: false,
        familyName: 'Iyer-Smith',
      });
      await ask('delete', `patrons/${patronRef}`, await as('TSU', 'desk')).expect(404);
      await ask('put', `patrons/${patronRef}`, await as('TSU', 'desk'), change).expect(404);
    });

    it.each<[string, object, number, string]>([
      ['a card number in use', { cardNumber: '2210 0000 0000 11' }, 409, 'cardNumber'],
      ['another’s username as card number', { cardNumber: 'JBRANDT' }, 409, 'cardNumber'],
      ['no name', { familyName: '' }, 400, 'familyName'],
      ['no e-mail address', { email: 'nowhere' }, 400, 'email'],
      ['a field nobody knows', { password: 'x' }, 400, 'password'],
      ['a username in use', { cardNumber: '5', username: 'desk' }, 409, 'username'],
    ])('are refused with %s, and nothing is half-saved', async (_, part, status, field) => {
      const count = async () => (await database.owner.query('select from directory.patron')).rowCount;
      const before = await count();
      const answer = await ask('post', 'patrons', await desk(), {
        familyName: 'New',
        cardNumber: '4',
        group: 'student',
        ...part,
      }).expect(status);
      expect(answer.body.field ?? answer.body.errors[0].field).toBe(field);
      expect(await count()).toBe(before);
    });
  });

  it('leaves who did what in the audit trail', async () => {
    const { body } = await ask('get', 'me', await desk());
    const { rows } = await database.owner.query<{ type: string; actor: string; data: unknown }>(
      `select type, actor, data from directory.event where type = 'personal-data-changed'`,
    );
    expect(rows).toEqual([
      { type: 'personal-data-changed', actor: body.user.sub, data: { type: 'personal-data-changed', fields: expect.any(Array) } },
    ]);
  });

  describe('standing wishes', () => {
    it('are said by a patron once, told to the other services, and taken back', async () => {
      const made = await ask('post', 'patrons', await desk(), {
        familyName: 'Wishful',
        cardNumber: '777000111',
        group: 'student',
        username: 'wishful',
      }).expect(201);
      const entered = await signIn({ library: 'LCC', username: 'wishful', password: made.body.firstPassword }).expect(200);
      const wishful = { authorization: `Bearer ${/trillium_session=([^;]+)/.exec(entered.get('Set-Cookie')![0]!)![1]!}` };
      const before = (await ask('get', 'me/wishes', wishful).expect(200)).body;
      expect(before).toMatchObject({ wishes: {}, currency: 'USD' });
      const wishes = {
        ebookAccepted: false,
        languages: ['de', 'en'],
        pickupBranch: before.branches[0].code,
        noticeLanguage: 'es',
      };
      expect((await ask('put', 'me/wishes', wishful, wishes).expect(200)).body.wishes).toEqual(wishes);
      const told = await database.owner.query<{ data: object }>(
        `select envelope -> 'data' as data from directory.outbox where type = 'directory.patron-changed.v1'
          and envelope -> 'data' ->> 'patronRef' = $1 order by pos desc limit 1`,
        [made.body.patronRef],
      );
      const { noticeLanguage, ...others } = wishes;
      expect(told.rows[0]!.data).toMatchObject(others);
      expect(JSON.stringify(told.rows[0]!.data)).not.toContain(`"${noticeLanguage}"`);
      expect((await ask('get', `patrons/${made.body.patronRef}`, await desk())).body).toMatchObject(wishes);
      expect((await ask('put', 'me/wishes', wishful, {}).expect(200)).body.wishes).toEqual({});
    });
    it.each([
      ['a branch there is not', { pickupBranch: 'MOON' }, 422, 'pickupBranch'],
      ['money of another currency', { maxPatronCost: { minor: 100, currency: 'EUR' } }, 422, 'maxPatronCost'],
      ['a language that is none', { languages: ['English'] }, 400, 'languages[0]'],
      ['a channel there is not', { noticeChannel: 'pigeon' }, 400, 'noticeChannel'],
    ])('refuse %s', async (_, wishes, status, field) => {
      const patron = await as('LCC', 'jbrandt');
      const answer = await ask('put', 'me/wishes', patron, wishes).expect(status);
      expect(answer.body.field ?? answer.body.errors[0].field).toBe(field);
    });
    it('are a patron’s own', async () => {
      await ask('get', 'me/wishes', await desk()).expect(403);
    });
  });
});
