import { ConnectorChanged } from '#lib/contracts';
import { Seals } from '#lib/service';
import { faultServer, testDatabase, testService } from '#lib/testing';
import { listen, told } from '../__fixtures__/listen.ts';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { directory } from '../directory.module.ts';

const invitation = {
  symbol: 'RVL',
  name: 'River Valley Library',
  country: 'US',
  timeZone: 'America/Chicago',
  admin: { username: 'alma', displayName: 'Alma Reyes' },
};
const CSV = 'barcode,last name,first name,email,type\n1001,Okafor,Ada,ada@example.org,adult\n1002,Brandt,Jonas,,adult\n';

describe('a library joins, over HTTP', () => {
  const database = testDatabase('directory');
  beforeAll(() => listen(database.owner, [ConnectorChanged.type, 'directory.library-changed.v1']));
  const service = testService(directory, { database });
  const { signIn, as, ask } = signedIn(service);
  let admin: Record<string, string>;
  const operator = () => as('consortium', 'operator');
  const readiness = async () => (await ask('get', 'libraries/RVL/readiness', admin).expect(200)).body;
  const stateOf = async (step: string) =>
    (await readiness()).items.find((item: { step: string }) => item.step === step) as { state: string; words: string };

  beforeAll(async () => {
    const { body } = await ask('post', 'invitations', await operator(), invitation).expect(201);
    const signed = await signIn({ library: 'RVL', username: 'alma', password: body.firstPassword }).expect(200);
    const token = /trillium_session=([^;]+)/.exec(signed.get('Set-Cookie')![0]!)![1]!;
    admin = { authorization: `Bearer ${token}` };
  });

  it('is invited once, by an operator', async () => {
    const again = await ask('post', 'invitations', await operator(), invitation).expect(409);
    expect(again.body).toMatchObject({ code: 'already-library', field: 'symbol', remedy: expect.stringMatching(/\S/) });
    await ask('post', 'invitations', admin, { ...invitation, symbol: 'OTH' }).expect(403);
    await ask('post', 'invitations', await operator(), { ...invitation, symbol: 'BAD', timeZone: 'Mars' }).expect(422);
    // nothing of a refused invitation is left
    await ask('post', 'invitations', await operator(), { ...invitation, symbol: 'BAD' }).expect(201);
  });

  it('hears what is missing, in words', async () => {
    const { ready, items } = await readiness();
    expect(ready).toBe(false);
    expect(items.filter(({ state }: { state: string }) => state === 'missing')).toHaveLength(6);
    await ask('get', 'libraries/LCC/readiness', admin).expect(404);
    await ask('get', 'libraries/RVL/readiness', await operator()).expect(200);
  });

  it('sets itself up, and no other', async () => {
    const branches = [{ code: 'MAIN', name: 'Main library' }];
    const { body } = await ask('put', 'libraries/RVL/set-up', admin, { branches, holidays: ['2025-11-27'] }).expect(200);
    expect(body).toMatchObject({ symbol: 'RVL', active: true, branches, currency: 'USD' });
    const closures = [{ from: '2025-12-22', to: '2026-01-02', why: 'Winter break' }];
    const closed = await ask('put', 'libraries/RVL/set-up', admin, { closures }).expect(200);
    expect(closed.body).toMatchObject({ branches, closures });
    await ask('put', 'libraries/LCC/set-up', admin, { branches }).expect(404);
    await ask('put', 'libraries/RVL/set-up', await as('LCC', 'desk'), { branches }).expect(403);
    await ask('put', 'libraries/RVL/set-up', admin, { active: false }).expect(400);
    expect((await stateOf('branches')).state).toBe('ready');
    expect((await stateOf('calendar')).state).toBe('ready');
    const heard = (await told(database.owner)).filter(({ tenant, type }) => tenant === 'RVL' && type.includes('library'));
    expect(heard.at(-1)!.data).toMatchObject({ closures });
  });

  it.each([
    [{ timeZone: 'Mars' }, 422, 'timeZone'],
    [{ workingDays: [] }, 422, 'workingDays'],
    [{ closures: [{ from: '2026-01-02', to: '2025-01-01' }] }, 422, 'closures[0].to'],
    [{ branches: [{ code: '', name: 'x' }] }, 400, 'branches[0].code'],
    [{ holidays: ['tomorrow'] }, 400, 'holidays[0]'],
  ])('names the field of %j', async (wrong, status, field) => {
    const { body } = await ask('put', 'libraries/RVL/set-up', admin, wrong).expect(status);
    expect(body.field ?? body.errors[0].field).toBe(field);
  });

  it('starts from the holidays of its country', async () => {
    const { body } = await ask('get', 'holidays?country=US&from=2025-10-06', admin).expect(200);
    expect(body.holidays[0]).toEqual({ date: '2025-10-13', name: 'Columbus Day' });
    expect((await ask('get', 'holidays?country=ZZ', admin)).body).toEqual({ holidays: [], known: false });
  });

  it('connects its catalog; the password goes in and never comes back', async () => {
    const setUp = {
      address: 'https://catalog.example.org/sru',
      settings: { user: 'trillium' },
      secrets: { password: 'swordfish' },
    };
    const { body } = await ask('put', 'connectors/sru', admin, setUp).expect(200);
    expect(body.setUp).toEqual({ address: setUp.address, settings: setUp.settings, secrets: ['password'] });
    // kept where it is not given again, as long as it goes to the same server
    const moved = { ...setUp, secrets: {}, address: 'https://catalog.example.org/other' };
    await ask('put', 'connectors/sru', admin, moved).expect(200);
    const list = await ask('get', 'connectors', admin).expect(200);
    expect(JSON.stringify(list.body)).not.toContain('swordfish');
    const changed = (await told(database.owner)).filter(({ type }) => type === ConnectorChanged.type);
    expect(changed.map(({ data }) => data['address'])).toEqual([setUp.address, moved.address]);
    expect(JSON.stringify(changed)).not.toContain('swordfish');
    const { password } = changed.at(-1)!.data['secrets'] as { password: string };
    expect(service.get(Seals).open('RVL', password, 'connector sru password')).toBe('swordfish');
    const elsewhere = await ask('put', 'connectors/sru', admin, { ...moved, address: 'https://sru.example.org/' }).expect(200);
    expect(elsewhere.body.setUp.secrets).toEqual([]);
    const { rows } = await database.owner.query(
      `select from directory.connector where state::text like '%swordfish%' union all select from directory.event where data::text like '%swordfish%'`,
    );
    expect(rows).toHaveLength(0);
    await ask('put', 'connectors/sru', await as('LCC', 'desk'), setUp).expect(403);
  });

  it('tests a connection as it is kept or as it is drafted, and remembers how it went', async () => {
    const page = await faultServer('web-page');
    try {
      const draft = { address: page.url };
      const { body } = await ask('post', 'connectors/sru/test', admin, { draft }).expect(200);
      expect(body).toMatchObject({ ok: false, fault: 'another-service', field: 'address', remedy: expect.stringMatching(/\S/) });
      // a draft is nothing that is kept
      expect((await stateOf('holdings')).words).toMatch(/was not tested/);
      await ask('put', 'connectors/sru', admin, { address: page.url, secrets: { password: '' } }).expect(200);
      await ask('post', 'connectors/sru/test', admin, {}).expect(200);
      expect(await stateOf('holdings')).toMatchObject({ state: 'missing', words: expect.stringContaining('not an SRU server') });
    } finally {
      await page.close();
    }
    await ask('post', 'connectors/ncip/test', admin, {}).expect(404);
    const wrong = await ask('post', 'connectors/ncip/test', admin, { draft: { address: 'ils' } }).expect(400);
    expect(wrong.body.field).toBe('address');
    await ask('delete', 'connectors/sru', admin).expect(204);
  });

  it('brings its patrons: looked at first, then taken; again is harmless', async () => {
    const send = async (body: object) => (await ask('post', 'patron-imports', admin, body).expect(200)).body;
    const faulty = `${CSV}1003,Haskell,Ben,ben at example,adult\n`;
    const preview = await send({ csv: faulty });
    expect(preview).toMatchObject({ committed: false, added: 2, faulty: 1, faults: [{ line: 4, field: 'email' }] });
    expect(preview.mapping).toMatchObject({ cardNumber: 'barcode', familyName: 'last name', group: 'type' });
    expect((await stateOf('patrons')).state).toBe('missing');
    expect(await send({ csv: faulty, commit: true })).toMatchObject({ committed: true, added: 2 });
    expect(await stateOf('patrons')).toEqual({ step: 'patrons', state: 'ready', words: '2 patrons.' });
    expect(await send({ csv: CSV, commit: true })).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    const moved = await send({ csv: 'barcode,last name,type\n1001,Okafor-Bell,staff\n', commit: true, endMissing: true });
    expect(moved).toMatchObject({ added: 0, changed: 1, ended: 1 });
    const { patrons } = (await ask('get', 'patrons?q=', admin).expect(200)).body;
    expect(
      patrons.map(({ familyName, group, active }: Record<string, unknown>) => [familyName, group, active]).toSorted(),
    ).toEqual([
      ['Brandt', 'adult', false],
      ['Okafor-Bell', 'staff', true],
    ]);
    const wrong = await ask('post', 'patron-imports', admin, { csv: 'name\nx' }).expect(422);
    expect(wrong.body).toMatchObject({ field: 'mapping.cardNumber', remedy: expect.stringMatching(/\S/) });
    // who the patrons are is not the operator's business
    await ask('post', 'patron-imports', { ...(await operator()), 'x-library': 'RVL' }, { csv: CSV }).expect(403);
  });

  it('lets people work there', async () => {
    const desk = { username: 'desk', displayName: 'Sam Desk', roles: ['staff'] };
    await ask('post', 'accounts', admin, desk).expect(201);
    expect(await stateOf('staff')).toMatchObject({ state: 'ready' });
    await ask('post', 'accounts', admin, { ...desk, username: 'op', roles: ['operator'] }).expect(403);
  });
});
