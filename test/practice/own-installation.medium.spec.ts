// An installation without the demo: `npm start` has the outside for practice copies beside it, in real time, with lenders in a hurry.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch, RequestPage } from '#lib/contracts';
import { TrilliumClient, until } from '../support/client.ts';
import { Program } from '../support/processes.ts';
import { startSpy, type Spy } from './spy.ts';

describe('a practice copy of a library of one’s own', () => {
  let folder: string;
  let spy: Spy;
  let program: Program | undefined;
  let url: string;
  let admin: TrilliumClient;
  let deskPassword = '';
  let id = '';
  /** Everything the attempt has been so far. */
  const stands = async (who: TrilliumClient, request: string): Promise<string[]> =>
    (await who.get<RequestPage>(`/api/intake/requests/${request}`)).timeline.map(({ data }) => String(data['status']));

  const start = async (more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const args = ['dist/apps/all-in-one/src/main.js', '--no-demo', '--port', '0', '--data', join(folder, 'data')];
    // nothing of the real outside is there to be asked: should it be, the spy hears it
    const outside = {
      CROSSREF_URL: `${spy.url}/crossref`,
      UNPAYWALL_URL: `${spy.url}/unpaywall`,
      UNION_CATALOG_URL: `${spy.url}/sru`,
    };
    program = new Program('Trillium', args, {
      LOG_LEVEL: 'warn',
      TRILLIUM_OUTGOING_NETWORKS: '127.0.0.1',
      // two days in the post are twelve seconds
      TRILLIUM_PRACTICE_HURRY: '14400',
      ...outside,
      ...more,
    }).start();
    return (await program.says(/is ready at (http:\S+)/, 150_000))[1]!;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-own-practice-'));
    spy = await startSpy();
    url = await start();
    const operator = new TrilliumClient(url);
    await operator.signIn('consortium', 'operator', (await program!.says(/consortium +operator +(\S+)/))[1]!);
    const { firstPassword } = await operator.post<{ firstPassword: string }>('/api/directory/invitations', {
      symbol: 'RVL',
      name: 'River Valley Library',
      country: 'US',
      timeZone: 'America/Chicago',
      admin: { username: 'alma', displayName: 'Alma Reyes' },
    });
    admin = new TrilliumClient(url);
    await admin.signIn('RVL', 'alma', firstPassword);
    ({ firstPassword: deskPassword } = await admin.post<{ firstPassword: string }>('/api/directory/accounts', {
      username: 'desk',
      displayName: 'Desk',
      roles: ['staff'],
    }));
  }, 240_000);
  afterAll(async () => {
    await program?.stop();
    await spy?.close();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('is made, a book is asked for, and a lender says yes within the minute', async () => {
    expect(await admin.post('/api/directory/practice')).toMatchObject({ symbol: 'RVL-P1', available: true });
    const operator = new TrilliumClient(url);
    await operator.signIn('consortium', 'operator', (await program!.says(/consortium +operator +(\S+)/))[1]!);
    // an operator may act for the copy as for the library
    const desk = operator.at('RVL-P1');
    const csv = [
      'Library,Username,RequestType,DocumentType,LoanTitle,LoanAuthor,LoanDate,ISSN',
      'RVL-P1,PRACTICE-1,Loan,Book,Beloved,"Morrison, Toni",2004,9781400033416',
    ].join('\n');
    const taken = await desk.post<Batch>('/api/intake/batches', csv, { 'content-type': 'text/csv' });
    id = await until(
      'the line taken',
      async () => (await desk.get<Batch>(`/api/intake/batches/${taken.id}`)).results[0]?.requestId ?? undefined,
    );
    await until('the lender’s yes', async () => ((await stands(desk, id)).includes('will-supply') ? true : undefined), 120_000);
    expect(spy.heard).toEqual([]);
  }, 180_000);

  it('goes on after a restart, where its partners know it', async () => {
    const portOf = (): unknown =>
      (JSON.parse(readFileSync(join(folder, 'data/installation.json'), 'utf8')) as { practicePort?: number }).practicePort;
    const port = portOf();
    expect(port).toBeGreaterThan(0);
    await program!.stop();
    url = await start();
    expect(portOf()).toBe(port);
    const desk = new TrilliumClient(url);
    await desk.signIn('RVL', 'desk', deskPassword);
    expect(await desk.get('/api/directory/practice')).toMatchObject({ symbol: 'RVL-P1', available: true });
    const copy = desk.at('RVL-P1');
    const shipped = await until(
      'the book in the post',
      async () => ((await stands(copy, id)).includes('shipped') ? true : undefined),
      240_000,
    );
    expect(shipped).toBe(true);
    expect(spy.heard).toEqual([]);
  }, 420_000);
});
