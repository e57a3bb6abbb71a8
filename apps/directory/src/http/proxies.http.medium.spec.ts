import request from 'supertest';
import { ProxyChanged, type OwnProxies } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { ErasePatron } from '../app/erasing/erase-patron.ts';
import { ProxyDeadlines } from '../app/proxies.ts';
import { directory } from '../directory.module.ts';

const ADA = { who: '22100000000011', familyName: 'Okafor' };

describe('who may ask in whose name, over HTTP', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database, start: false });
  const { as, ask } = signedIn(service);
  const professor = () => as('LCC', 'jbrandt');
  const desk = () => as('LCC', 'desk');
  const patronRef = async (name: string, library = 'LCC'): Promise<string> =>
    (await ask('get', `patrons?q=${name}`, await as(library, 'desk'))).body.patrons[0].patronRef;
  const assistant = async () =>
    service.as({ sub: 'ada', tenant: 'LCC', roles: ['patron'], patronRef: await patronRef('Okafor') });
  const proxies = async (who: Record<string, string>): Promise<OwnProxies> =>
    (await ask('get', 'me/proxies', who).expect(200)).body as OwnProxies;
  const told = async (): Promise<{ data: ProxyChanged }[]> =>
    (
      await database.owner.query<{ envelope: { data: ProxyChanged } }>(
        'select envelope from directory.outbox where type = $1 order by pos',
        [ProxyChanged.type],
      )
    ).rows.map(({ envelope }) => envelope);

  it('a patron lets another ask, by what only who knows them can say; both see whom, with the name', async () => {
    for (const wrong of [
      { ...ADA, familyName: 'Brandt' },
      { ...ADA, who: '22200000000021' },
      // another library's patron is nobody here
      { who: '22200000000021', familyName: 'Fairweather' },
    ]) {
      const refused = await ask('post', 'me/proxies', await professor(), wrong).expect(422);
      expect(refused.body).toMatchObject({ code: 'unknown-patron', field: 'who' });
    }
    const granted = await ask('post', 'me/proxies', await professor(), { ...ADA, familyName: ' okafor ' }).expect(201);
    expect(granted.body).toMatchObject({ forMe: [{ name: 'Ada Okafor', grantedBy: 'patron' }], forOthers: [] });
    expect(await proxies(await assistant())).toMatchObject({ forMe: [], forOthers: [{ name: 'Jonas Brandt' }] });
    expect((await told()).at(-1)!.data).toEqual({
      patronRef: await patronRef('Brandt'),
      proxyRef: await patronRef('Okafor'),
      active: true,
    });
    // said again, nothing new is told
    await ask('post', 'me/proxies', await professor(), ADA).expect(201);
    expect(await told()).toHaveLength(1);
    const self = await ask('post', 'me/proxies', await professor(), { who: 'jbrandt', familyName: 'Brandt' }).expect(422);
    expect(self.body.code).toBe('own-proxy');
  });

  it('ends when either of the two says so, and nobody else can', async () => {
    const [grant] = (await proxies(await professor())).forMe;
    const foreign = await service.as({ sub: 'june', tenant: 'TSU', roles: ['patron'], patronRef: 'p_june00000000' });
    const other = await service.as({ sub: 'x', tenant: 'LCC', roles: ['patron'], patronRef: 'p_stranger0000' });
    for (const who of [foreign, other]) await ask('delete', `me/proxies/${grant!.id}`, who).expect(404);
    await ask('delete', `me/proxies/${grant!.id}`, await assistant()).expect(204);
    expect(await proxies(await professor())).toEqual({ forMe: [], forOthers: [] });
    expect((await told()).at(-1)!.data).toMatchObject({ active: false });
    await ask('delete', `me/proxies/${grant!.id}`, await professor()).expect(404);
  });

  it('holds to the end of the day that was said, at the library', async () => {
    const past = await ask('post', 'me/proxies', await professor(), { ...ADA, until: '2001-01-01' }).expect(422);
    expect(past.body).toMatchObject({ code: 'past-date', field: 'until' });
    const { body } = await ask('post', 'me/proxies', await professor(), { ...ADA, until: '2099-06-30' }).expect(201);
    expect(body.forMe).toMatchObject([{ until: '2099-06-30' }]);
    expect((await told()).at(-1)!.data).toMatchObject({ active: true, endsAt: '2099-07-01T04:00:00.000Z' });
    const { rows } = await database.owner.query('select deadline_at from directory.proxy where active');
    expect(rows).toEqual([{ deadline_at: new Date('2099-07-01T04:00:00.000Z') }]);
    await service
      .get<Database>(Database)
      .transaction({ tenant: 'LCC', actor: 'system' }, (tx) => new ProxyDeadlines().onDeadline(tx, body.forMe[0].id));
    expect((await proxies(await professor())).forMe).toEqual([]);
    expect((await told()).at(-1)!.data).toMatchObject({ active: false });
    const trail = await database.owner.query(
      `select data ->> 'by' as by from directory.event where type = 'ended' order by version`,
    );
    expect(trail.rows.map(({ by }) => by)).toEqual(['proxy', 'date']);
  });

  it('is said at the desk too, for patrons of the library only', async () => {
    const [patron, proxy] = [await patronRef('Brandt'), await patronRef('Okafor')];
    const given = await ask('post', `patrons/${patron}/proxies`, await desk(), { proxy: ADA.who }).expect(201);
    expect(given.body).toMatchObject({ forMe: [{ patronRef: proxy, name: 'Ada Okafor', grantedBy: 'staff' }] });
    expect((await ask('get', `patrons/${proxy}/proxies`, await desk()).expect(200)).body.forOthers).toHaveLength(1);
    const foreign = await patronRef('Fairweather', 'TSU');
    const refused = await ask('post', `patrons/${patron}/proxies`, await desk(), { proxy: foreign }).expect(422);
    expect(refused.body).toMatchObject({ code: 'unknown-patron', field: 'proxy' });
    await ask('get', `patrons/${patron}/proxies`, await as('TSU', 'desk')).expect(404);
    await ask('delete', `patrons/${patron}/proxies/${given.body.forMe[0].id}`, await as('TSU', 'desk')).expect(404);
    await ask('delete', `patrons/${patron}/proxies/${given.body.forMe[0].id}`, await desk()).expect(204);
    await request(service.http)
      .get('/api/directory/me/proxies')
      .set(await desk())
      .expect(403);
  });

  it('ends with the erasure of one of the two', async () => {
    await ask('post', 'me/proxies', await professor(), ADA).expect(201);
    const ref = await patronRef('Okafor');
    const { rows } = await database.owner.query<{ id: string }>('select id from directory.patron where patron_ref = $1', [ref]);
    await service
      .get<Database>(Database)
      .transaction({ tenant: 'LCC', actor: 'system' }, (tx) =>
        service.get<ErasePatron>(ErasePatron).answered(tx, rows[0]!.id, { patronRef: ref, open: 0 }),
      );
    expect(await proxies(await professor())).toEqual({ forMe: [], forOthers: [] });
    expect((await told()).at(-1)!.data).toMatchObject({ proxyRef: ref, active: false });
    await ask('post', 'me/proxies', await professor(), ADA).expect(422);
  });
});
