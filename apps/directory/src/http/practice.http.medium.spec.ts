import { LibraryChanged, PracticeMade, PracticeRemoved } from '#lib/contracts';
import { keepInHouse } from '#lib/service';
import { closedPort, testDatabase, testService } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import { listen, told } from '../__fixtures__/listen.ts';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { directory } from '../directory.module.ts';

describe('a practice copy, over HTTP', () => {
  const database = testDatabase('directory');
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ clock: { rate: 0 } });
    const { hostname, port } = new URL(database.url);
    keepInHouse({ world: world.url, own: [`${hostname}:${port}`], standIns: new Map() });
    await listen(database.owner, [LibraryChanged.type, PracticeMade.type, PracticeRemoved.type]);
  });
  afterAll(() => world.close());
  const service = testService(directory, { database, env: () => ({ TRILLIUM_PRACTICE_URL: world.url }) });
  const { as, ask } = signedIn(service);
  const head = () => as('LCC', 'head');
  const desk = () => as('LCC', 'desk');
  const inside = async (who: () => Promise<Record<string, string>>, copy = 'LCC-P1') => ({ ...(await who()), 'x-library': copy });

  it('is made of the library as it is, and told as a library that copies another', async () => {
    await ask('post', 'practice', await desk()).expect(403);
    const { body } = await ask('post', 'practice', await head()).expect(201);
    expect(body).toMatchObject({ available: true, library: 'LCC', symbol: 'LCC-P1' });
    const [made] = await told(database.owner, { tenant: 'LCC-P1' });
    expect(made!.data).toMatchObject({ symbol: 'LCC-P1', practiceOf: 'LCC', name: 'Limestone Community College' });
    const [of] = (await told(database.owner, { tenant: 'LCC' })).filter(({ type }) => type === PracticeMade.type);
    expect(of!.data).toEqual({ symbol: 'LCC-P1' });
  });

  it('is in no list of libraries, and nobody signs in at it', async () => {
    const { body } = await ask('get', 'libraries', {}).expect(200);
    expect(JSON.stringify(body)).not.toContain('-P1');
  });

  it('has a profile of its own, which may be changed, and the library’s stays', async () => {
    await ask('put', 'libraries/LCC-P1/set-up', await inside(head), { name: 'Practised' }).expect(200);
    expect((await ask('get', 'libraries/LCC', await head()).expect(200)).body.name).toBe('Limestone Community College');
    expect((await ask('get', 'libraries/LCC-P1', await inside(desk)).expect(200)).body.name).toBe('Practised');
    // and from the library one does not get at it by its symbol
    await ask('get', 'libraries/LCC-P1', await desk()).expect(404);
  });

  it('is asked for from within as well', async () => {
    expect((await ask('get', 'practice', await inside(desk)).expect(200)).body).toMatchObject({
      library: 'LCC',
      symbol: 'LCC-P1',
    });
  });

  it.each([
    ['a patron', () => as('LCC', 'jbrandt'), 'LCC-P1', 403],
    ['another library’s staff', () => as('TSU', 'desk'), 'LCC-P1', 403],
    ['a copy that never was', desk, 'LCC-P7', 409],
    ['what is no symbol', desk, 'LCC-P0x', 400],
  ] as const)('is closed to %s', async (_, who, copy, status) => {
    await ask('get', 'partners', await inside(who, copy)).expect(status);
  });

  it('lends its symbol to no library and no partner', async () => {
    const operator = await as('consortium', 'operator');
    const admin = { username: 'x', displayName: 'X' };
    const invited = { symbol: 'NEW-P1', name: 'New', country: 'US', timeZone: 'America/Chicago', admin };
    const refused = await ask('post', 'invitations', operator, invited).expect(400);
    expect(refused.body).toMatchObject({ field: 'symbol', remedy: expect.stringContaining('-P') });
    const { body } = await ask('get', 'partners', await desk()).expect(200);
    const { id: _, agreement: __, ...terms } = body.partners[0] as Record<string, unknown>;
    const partner = await ask('put', `partners/${crypto.randomUUID()}`, await desk(), {
      ...terms,
      symbol: 'TSU-P1',
      member: false,
    });
    expect(partner.status).toBe(400);
  });

  it('is made new under another symbol, and deleted', async () => {
    expect((await ask('post', 'practice/reset', await head()).expect(201)).body.symbol).toBe('LCC-P2');
    await ask('get', 'partners', await inside(desk)).expect(409);
    await ask('get', 'partners', await inside(desk, 'LCC-P2')).expect(200);
    await ask('delete', 'practice', await head()).expect(204);
    await ask('delete', 'practice', await head()).expect(404);
    expect((await ask('get', 'practice', await desk()).expect(200)).body).toEqual({ available: true, library: 'LCC' });
    const gone = (await told(database.owner, { tenant: 'LCC' })).filter(({ type }) => type === PracticeRemoved.type);
    expect(gone.map(({ data }) => data['symbol'])).toEqual(['LCC-P1', 'LCC-P2']);
  });
});

describe('where there is no simulated outside', () => {
  describe.each([
    ['none is set', async () => ({}), false, 'Practice copies are not available here'],
    [
      'it does not answer',
      async () => ({ TRILLIUM_PRACTICE_URL: `http://127.0.0.1:${await closedPort()}` }),
      true,
      'The simulated outside does not answer',
    ],
  ] as const)('%s', (_, settings, available, words) => {
    const database = testDatabase('directory');
    let env: Record<string, string> = {};
    beforeAll(async () => {
      env = await settings();
    });
    const service = testService(directory, { database, env: () => env });
    const { as, ask } = signedIn(service);

    it('a practice copy is not made, and it is said why', async () => {
      const head = await as('LCC', 'head');
      expect((await ask('get', 'practice', head).expect(200)).body).toEqual({ available, library: 'LCC' });
      const refused = await ask('post', 'practice', head).expect(422);
      expect(refused.body).toMatchObject({ code: 'practice-not-available', remedy: expect.stringMatching(/\S/) });
      expect(refused.body.detail).toContain(words);
      expect((await ask('get', 'practice', head).expect(200)).body.symbol).toBeUndefined();
    });
  });
});
