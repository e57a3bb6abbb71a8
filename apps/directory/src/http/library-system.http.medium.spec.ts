import { closedPort, faultServer, selfSigned, testDatabase, testService } from '#lib/testing';
import { startSip2, type Patron, type Sip2Server } from '#test/world';
import { listen, told } from '../__fixtures__/listen.ts';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { LIMITS } from '../domain/account/tries.ts';
import { testSip2 } from '../adapters/connections/sign-in.ts';
import { directory } from '../directory.module.ts';

const TERMINAL = { user: 'trillium', password: 'terminal secret' };
const ada: Patron = { username: '22100000000011', library: 'LCC', name: 'Okafor, Ada', email: 'new@lcc.example', group: 'UG' };
const sol: Patron = { username: '22100000000077', library: 'LCC', name: 'Sol Nunez', email: '', group: 'FAC', pin: '4711' };

describe('signing in with card and PIN at the library’s system', () => {
  const database = testDatabase('directory');
  beforeAll(() => listen(database.owner, ['directory.patron-changed.v1']));
  const service = testService(directory, { database });
  const { signIn, first, as, ask } = signedIn(service);
  const rows: Patron[] = [ada, sol];
  let server: Sip2Server;
  const head = () => as('LCC', 'head');
  const settings = () => ({
    host: '127.0.0.1',
    port: server.port,
    tls: false,
    institution: 'LCC',
    terminalUser: TERMINAL.user,
    groups: { UG: 'student', FAC: 'faculty' },
    defaultGroup: 'visitor',
  });
  const patron = async (card: string) => (await ask('get', `patrons?q=${card}`, await head())).body.patrons[0];

  beforeAll(async () => {
    server = await startSip2({ library: 'LCC', patrons: () => rows, terminal: TERMINAL });
    await ask('put', 'sign-in/sip2', await head(), { ...settings(), terminalPassword: TERMINAL.password }).expect(200);
  }, 60_000);
  afterAll(() => server?.close());

  it('makes a patron and an account of who was never here', async () => {
    const answer = await signIn({ library: 'LCC', username: sol.username, password: '4711' }).expect(200);
    expect(answer.body).toMatchObject({ displayName: 'Sol Nunez', user: { roles: ['patron'], patronRef: expect.any(String) } });
    expect(await patron(sol.username)).toMatchObject({ familyName: 'Sol Nunez', group: 'faculty', blocked: false });
    const again = await signIn({ library: 'LCC', username: ` ${sol.username}`, password: '4711' }).expect(200);
    expect(again.body.user.sub).toBe(answer.body.user.sub);
  });

  it('brings the record here up to what the library says, and tells others of group and blocks', async () => {
    await signIn({ library: 'LCC', username: ada.username, password: '0011' }).expect(200);
    expect(await patron(ada.username)).toMatchObject({ email: 'new@lcc.example', group: 'student', blocked: false });
    rows[0] = { ...ada, group: 'GRAD', blocks: [3] };
    await signIn({ library: 'LCC', username: ada.username, password: '0011' }).expect(200);
    const kept = await patron(ada.username);
    expect(kept).toMatchObject({ group: 'GRAD', blocked: true });
    const heard = (await told(database.owner)).filter(({ data }) => data['patronRef'] === kept.patronRef).at(-1);
    expect(heard!.data).toMatchObject({ group: 'GRAD', blocked: true });
    rows[0] = { ...ada, expires: '2025-10-05' };
    await signIn({ library: 'LCC', username: ada.username, password: '0011' }).expect(200);
    expect(await patron(ada.username)).toMatchObject({ blocked: true });
    rows[0] = { ...ada, expires: '2026-10-05', blocks: [10] };
    await signIn({ library: 'LCC', username: ada.username, password: '0011' }).expect(200);
    expect(await patron(ada.username)).toMatchObject({ group: 'student', blocked: false });
  });

  it('keeps what the patron agreed to here', async () => {
    const { displayName: _, patronRef, username: __, accountId: ___, ...body } = await patron(ada.username);
    await ask('put', `patrons/${patronRef}`, await head(), { ...body, ebookAccepted: true }).expect(200);
    await signIn({ library: 'LCC', username: ada.username, password: '0011' }).expect(200);
    expect(await patron(ada.username)).toMatchObject({ ebookAccepted: true });
  });

  it.each([
    ['a wrong PIN', ada.username, '9999'],
    ['an unknown card', '22100000000099', '0099'],
    ['a card that would be another message', '221|AD0011', '0011'],
  ])('answers %s as any other wrong sign-in', async (_, username, password) => {
    const answer = await signIn({ library: 'LCC', username, password }).expect(401);
    expect(answer.body).toMatchObject({ code: 'wrong-password', detail: 'Library, username or password is wrong.' });
  });

  it('does not send staff’s passwords there, nor anybody’s of another library', async () => {
    const before = server.asked.length;
    await signIn({ library: 'LCC', username: 'desk', password: first('LCC', 'desk').password }).expect(200);
    await signIn({ library: 'LCC', username: 'desk', password: 'wrong password' }).expect(401);
    await signIn({ library: 'TSU', username: ada.username, password: '0011' }).expect(401);
    expect(server.asked).toHaveLength(before);
  });

  it('keeps no PIN, and the terminal’s password sealed', async () => {
    const { rows: kept } = await database.owner.query<{ row: string }>(
      `select c::text as row from directory.credential c union all select data::text from directory.event
       union all select s::text from directory.sign_in_secret s union all select s::text from directory.sign_in_settings s
       union all select l::text from directory.identity_link l`,
    );
    const text = kept.map(({ row }) => row).join('\n');
    expect(text).not.toMatch(/4711\D|"0011"/);
    expect(text).not.toContain(TERMINAL.password);
    expect(text).not.toContain(sol.username);
    expect(JSON.stringify((await ask('get', 'sign-in', await head())).body)).not.toContain(TERMINAL.password);
  });

  it('shuts out who was shut out here', async () => {
    rows.push({ username: '22100000000088', library: 'LCC', name: 'Gone, Guy', email: 'g@lcc.example', group: 'UG' });
    const guy = { library: 'LCC', username: '22100000000088', password: '0088' };
    await signIn(guy).expect(200);
    await ask('delete', `patrons/${(await patron(guy.username)).patronRef}`, await head()).expect(204);
    expect((await signIn(guy)).body.code).toBe('forbidden-closed');
  });

  it('says that the library’s system does not answer, and goes on when it does', async () => {
    server.faults.closes = true;
    const answer = await signIn({ library: 'LCC', username: ada.username, password: '0011' }).expect(503);
    expect(answer.body).toMatchObject({ code: 'unreachable-library-system', remedy: expect.any(String) });
    server.faults.closes = false;
    await signIn({ library: 'LCC', username: ada.username, password: '0011' }).expect(200);
  });

  it('is guessed no more often than a password', async () => {
    const statuses: number[] = [];
    for (let n = 0; n <= LIMITS.pair; n += 1)
      statuses.push((await signIn({ library: 'LCC', username: sol.username, password: String(1000 + n) })).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(LIMITS.pair);
    expect(statuses.at(-1)).toBe(429);
  });

  it.each([
    [{ host: 'http://ils.example' }, 'host'],
    [{ port: 0 }, 'port'],
    [{ institution: 'A|B' }, 'institution'],
    [{ certificates: 'none' }, 'certificates'],
    [{ groupField: 'pc' }, 'groupField'],
    [{ blocking: ['bad-mood'] }, 'blocking[0]'],
    [{ defaultGroup: '' }, 'defaultGroup'],
  ])('is not set up with %j', async (change, field) => {
    const answer = await ask('put', 'sign-in/sip2', await head(), { ...settings(), ...change }).expect(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  describe('tested before it is used', () => {
    const system = () => ({ ...settings(), encoding: 'utf-8' as const, terminal: TERMINAL });

    it('says that it works, over TLS too', async () => {
      expect(await testSip2(system())).toEqual({
        ok: true,
        words: 'The library system answers by SIP2 2.00.',
        seen: 'Seeded library',
      });
      expect((await ask('post', 'sign-in/sip2/test', await head(), settings()).expect(200)).body).toMatchObject({ ok: true });
      const tls = selfSigned('localhost');
      const secure = await startSip2({ library: 'LCC', patrons: () => rows, tls });
      const at = { ...system(), host: 'localhost', port: secure.port, tls: true, terminal: undefined };
      expect(await testSip2({ ...at, certificates: tls.cert })).toMatchObject({ ok: true });
      expect(await testSip2(at)).toMatchObject({ ok: false, fault: 'untrusted' });
      expect(await testSip2({ ...at, certificates: selfSigned('localhost').cert })).toMatchObject({ fault: 'untrusted' });
      expect(await testSip2({ ...at, certificates: tls.cert, host: '127.0.0.1' })).toMatchObject({ fault: 'untrusted' });
      await secure.close();
    });

    it('says in six different ways why it does not', async () => {
      const [web, silent, untrusted] = [
        await faultServer('web-page'),
        await faultServer('silent'),
        await faultServer('self-signed'),
      ];
      const said = [
        await testSip2({ ...system(), host: 'no-such-system.invalid' }),
        await testSip2({ ...system(), port: await closedPort() }),
        await testSip2({ ...system(), host: 'localhost', port: untrusted.port, tls: true }),
        await testSip2({ ...system(), terminal: { ...TERMINAL, password: 'guessed' } }),
        await testSip2({ ...system(), port: web.port }),
        await testSip2({ ...system(), port: silent.port }, 300),
      ];
      expect(said.map((one) => !one.ok && one.fault)).toEqual([
        'unknown-name',
        'unreachable',
        'untrusted',
        'credentials-refused',
        'another-service',
        'too-slow',
      ]);
      expect(new Set(said.map(({ words }) => words)).size).toBe(6);
      await Promise.all([web, silent, untrusted].map((one) => one.close()));
    });

    it('says that TLS was chosen where none is spoken', async () => {
      expect(await testSip2({ ...system(), tls: true })).toMatchObject({ ok: false, fault: 'another-service' });
    });
  });
});
