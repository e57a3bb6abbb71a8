// From the demo to one's own data without installing anew: a library is invited beside the demo, then the demo is removed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrilliumClient } from '../support/client.ts';
import { Program } from '../support/processes.ts';

describe('the demo beside one’s own library', () => {
  let folder: string;
  let program: Program | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-remove-demo-'));
  });
  afterAll(async () => {
    await program?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const start = async (...more: string[]): Promise<string> => {
    const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data'), ...more];
    program = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    return (await program.says(/is ready at (http:\S+)/, 150_000))[1]!;
  };
  const operatorAt = async (url: string): Promise<TrilliumClient> => {
    const client = new TrilliumClient(url);
    await client.signIn('consortium', 'operator', (await program!.says(/consortium +operator +(\S+)/))[1]!);
    return client;
  };
  const symbols = async (client: TrilliumClient): Promise<string[]> =>
    (await client.get<{ libraries: { symbol: string }[] }>('/api/directory/libraries')).libraries.map(({ symbol }) => symbol);

  it('goes, and the library stays with all it has set up', async () => {
    let url = await start();
    let operator = await operatorAt(url);
    const admin = { username: 'alma', displayName: 'Alma Reyes' };
    const { firstPassword } = await operator.post<{ firstPassword: string }>('/api/directory/invitations', {
      symbol: 'RVL',
      name: 'River Valley Library',
      country: 'US',
      timeZone: 'America/Chicago',
      admin,
    });
    const alma = new TrilliumClient(url);
    await alma.signIn('RVL', 'alma', firstPassword);
    const csv = 'barcode,name,type\n1,Okafor,adult\n';
    await alma.post('/api/directory/patron-imports', { csv, commit: true });
    expect((await symbols(operator)).length).toBeGreaterThan(5);
    await program!.stop();

    url = await start('--remove-demo');
    operator = await operatorAt(url);
    expect(await symbols(operator)).toEqual(['RVL']);
    const again = new TrilliumClient(url);
    await again.signIn('RVL', 'alma', firstPassword);
    const { items } = await again.get<{ items: { step: string; words: string }[] }>('/api/directory/libraries/RVL/readiness');
    expect(items.find(({ step }) => step === 'patrons')!.words).toBe('1 patron.');
    await program!.stop();

    // from now on it is an installation like any other
    url = await start('--no-demo');
    const later = new TrilliumClient(url);
    await later.signIn('RVL', 'alma', firstPassword);
  }, 300_000);
});
