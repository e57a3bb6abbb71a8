import { startSip2, type Patron, type Sip2Options, type Sip2Server } from '#test/world';
import type { Sip2System } from '../library-system.port.ts';
import { Sip2 } from './sip2.ts';

const patrons: Patron[] = [
  { username: '22100000000011', library: 'LCC', name: 'Okafor, Ada', email: 'okafor@lcc.example', group: 'student' },
  {
    username: '22100000000012',
    library: 'LCC',
    name: 'Nuñez, Sol',
    email: 'sol@lcc.example',
    group: 'staff',
    pin: 'öäü9',
    blocks: [4, 10],
  },
];
const terminal = { user: 'trillium', password: 'between us' };

describe('asking a library’s system by SIP2', () => {
  let server: Sip2Server;
  const open: Sip2Server[] = [];
  const start = async (options: Partial<Sip2Options> = {}): Promise<Sip2System> => {
    server = await startSip2({ library: 'LCC', patrons: () => patrons, terminal, ...options });
    open.push(server);
    return { host: '127.0.0.1', port: server.port, tls: false, encoding: 'utf-8', institution: 'LCC', terminal };
  };
  const sip2 = new Sip2({ time: 3000, size: 32_768, repeats: 3 });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  it('signs the terminal in and learns who the patron is', async () => {
    const system = await start();
    expect(await sip2.about(system)).toEqual({
      version: '2.00',
      online: true,
      library: 'Seeded library',
      patronInformation: true,
    });
    const ada = await sip2.patron(system, '22100000000011', '0011');
    expect(ada).toMatchObject({ name: 'Okafor, Ada', email: 'okafor@lcc.example', valid: true, pinRight: true, status: [] });
    expect(ada.fields.get('PC')).toBe('student');
    expect(server.asked.map((line) => line.slice(0, 2))).toEqual(['93', '99', '93', '99', '63']);
  });

  it('tells a wrong PIN, no PIN and no patron apart, and reads blocks', async () => {
    const system = await start();
    expect((await sip2.patron(system, '22100000000011', '9999')).pinRight).toBe(false);
    expect(await sip2.patron(system, '22100000000012', 'öäü9')).toMatchObject({
      name: 'Nuñez, Sol',
      pinRight: true,
      status: ['card-reported-lost', 'excessive-fines'],
    });
    expect((await sip2.patron(system, '22100000000012')).valid).toBe(true);
    expect(await sip2.patron(system, '99', '0099')).toMatchObject({ valid: false, pinRight: false });
  });

  it('asks for the patron’s status where there is no patron information', async () => {
    const system = await start({ statusOnly: true });
    expect(await sip2.patron(system, '22100000000011', '0011')).toMatchObject({ name: 'Okafor, Ada', pinRight: true });
    expect(server.asked.at(-1)).toMatch(/^23/);
  });

  it('goes on after damaged answers, wrong numbers and requests to say it again', async () => {
    const system = await start();
    Object.assign(server.faults, { damaged: 1, again: 1, misnumbered: 1 });
    expect((await sip2.patron(system, '22100000000011', '0011')).pinRight).toBe(true);
    expect(server.asked.filter((line) => line.startsWith('97'))).toHaveLength(2);
  });

  it('understands answers without error detection, ended by CR LF', async () => {
    expect((await sip2.patron(await start({ plainAnswers: true }), '22100000000011', '0011')).pinRight).toBe(true);
  });

  it.each<[string, Partial<Sip2Server['faults']>, string]>([
    ['is damaged each time', { damaged: 99 }, 'damaged'],
    ['asks again for ever', { again: 99 }, 'damaged'],
    ['hangs up', { closes: true }, 'broken-off'],
    ['never ends', { floods: true }, 'other-service'],
  ])('gives up when the answer %s', async (_, faults, fault) => {
    const system = await start();
    Object.assign(server.faults, faults);
    await expect(sip2.patron(system, '22100000000011', '0011')).rejects.toMatchObject({ fault });
  });

  it('gives up when there is no answer', async () => {
    const system = await start();
    server.faults.silent = true;
    const hasty = new Sip2({ time: 100, size: 1024, repeats: 1 });
    await expect(hasty.patron(system, '22100000000011', '0011')).rejects.toMatchObject({ fault: 'too-slow' });
  });

  it('says that the terminal is refused', async () => {
    const system = await start();
    const wrong = { ...system, terminal: { user: 'trillium', password: 'guessed' } };
    await expect(sip2.about(wrong)).rejects.toMatchObject({ fault: 'refused-terminal' });
  });

  it('never puts card or PIN into an error', async () => {
    const system = await start();
    const failure: unknown = await sip2.patron(system, '22100000000011|', '0011').catch((error: unknown) => error);
    expect(failure).toMatchObject({ fault: 'not-to-be-sent' });
    expect(String((failure as Error).stack)).not.toMatch(/22100000000011|0011/);
    expect(server.asked.filter((line) => line.startsWith('63'))).toEqual([]);
  });
});
