import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Batch, PatronData, RequestSummary } from '#lib/contracts';
import { findSecrets, makeLog, NestLog, Retention, runServices, Sessions, startPostgres, type Running } from '#lib/service';
import { requestsFile, startWorld, type World } from '#test/world';
import { bringLibrariesData } from '../../apps/all-in-one/src/demo/bring.ts';
import { demoInstallation } from '../../apps/all-in-one/src/demo/installation-data.ts';
import { worldSettings } from '../../apps/all-in-one/src/demo/world-settings.ts';
import { ALL_SERVICES } from '../../apps/all-in-one/src/services.ts';
import { SeedInstallation } from '../../apps/directory/src/app/seed-installation.ts';
import { ErasePatron } from '../../apps/directory/src/app/erasing/erase-patron.ts';
import { INTAKE_ENDS } from '../../apps/intake/src/app/retained.ts';
import { TrilliumClient, until } from '../support/client.ts';
import { quiet } from '../support/quiet.ts';
import { DEAR, FEE, feeOf, payFee, statementText, usd } from './fee.ts';
import {
  ASSISTANT,
  LIBRARY,
  LINE,
  MAIL,
  MAIL_IN,
  NAMES,
  NOTES,
  OF_CONVERSATION,
  PERSON,
  PIN,
  REASON,
  TITLE,
  WORDS,
  WRITTEN,
} from './person.ts';
import { searchBackup, searchFiles, searchSealed, searchTables, searchText } from './search.ts';

export interface Variant {
  readonly environment?: () => Readonly<Record<string, string>>;
  /** Every message that is still in a topic, as text. */
  readonly topics?: () => Promise<string>;
  /** Waits until nothing is under way; where messages go through a broker, there either. */
  readonly settled?: (owner: pg.ClientBase) => Promise<void>;
}

/** Plants a person, lets them do everything, unlinks and erases them, and searches everywhere at each stage. */
export function privacySearch({ environment = () => ({}), topics = () => Promise.resolve(''), settled = quiet }: Variant): void {
  let folder: string;
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let world: World;
  let running: Running;
  let owner: pg.Client;
  let log = '';
  let sealSecret: string;
  let patronRef: string;
  let assistantRef: string;
  let staff: TrilliumClient;
  let chief: TrilliumClient;
  let patron: TrilliumClient;
  const requests: string[] = [];
  /** The one with a fee. */
  let paid: string;

  /** What the outside was asked to do, and keeps. */
  const journal = (of: (service: string) => boolean): string =>
    JSON.stringify(world.state.journal.entries.filter(({ service }) => of(service)));
  /** A mail to the person is outside, and their own: it names them. */
  const mails = () => [...world.state.table('mail').values()].filter(({ to }) => to === PERSON.email);
  const everywhere = async (words: readonly string[]): Promise<string[]> => [
    ...(await searchTables(owner, words)),
    ...(await searchSealed(owner, sealSecret, words)),
    ...searchFiles(folder, words, ['postgres']),
    ...(await searchBackup(postgres.url, folder, words)),
    ...searchText('the log', log, words),
    ...searchText('the topics', await topics(), words),
    ...searchText(
      'the world’s journal',
      journal((service) => service !== 'mail'),
      words,
    ),
  ];
  // that somebody saw what was kept of them stays written: the reference in it leads nowhere
  const placesOf = async (ref: string): Promise<string[]> =>
    (await searchTables(owner, [ref])).filter((table) => !table.startsWith('directory.') && !/\.access_/.test(table));
  const advance = async (days: number): Promise<void> => {
    world.state.clock.advance(days * 86_400);
    await until('the services to see the time', async () => (running.clock.now() >= world.state.clock.now() ? true : undefined));
  };
  const unlinked = async (): Promise<number> => (await running.get('intake', Retention).execute())[INTAKE_ENDS[0]!.what]!;
  const client = async (roles: ('staff' | 'library-admin' | 'accountant')[], tenant = LIBRARY): Promise<TrilliumClient> =>
    new TrilliumClient(
      `http://127.0.0.1:${running.port}`,
      await running.get('directory', Sessions).issue({ sub: `the ${roles[0]}`, tenant, roles }),
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-privacy-'));
    postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
    world = await startWorld({ clock: { rate: 0 } });
    owner = new pg.Client({ connectionString: postgres.url });
    await owner.connect();
    running = await runServices(ALL_SERVICES, {
      environment: {
        ...worldSettings(world.url),
        DATABASE_URL: postgres.url,
        TRILLIUM_DATA_DIR: folder,
        PORT: '0',
        TRILLIUM_MAIL_IN_ADDRESS: MAIL_IN,
        ...environment(),
      },
      log: new NestLog(makeLog({ level: 'debug', format: 'json', destination: { write: (line: string) => void (log += line) } })),
    });
    world.state.setCallback(`http://127.0.0.1:${running.port}/iso18626`);
    sealSecret = (await findSecrets(running.base)).seal;
    await running.get('directory', SeedInstallation).execute(demoInstallation(world.state.data, world.url, world.mail));
    await settled(owner);
    await bringLibrariesData(world.state.data, async (library, method, path, body, type) => {
      const sent = await (await client(['staff', 'accountant'], library)).raw(method, path, body, { 'content-type': type });
      if (!sent.ok) throw new Error(`${path}: ${sent.status}`);
    });
    [staff, chief] = [await client(['staff']), await client(['library-admin'])];
    await chief.put(`/api/directory/libraries/${LIBRARY}/set-up`, { patronFees: { copy: FEE } });
    await settled(owner);
  }, 180_000);

  const workbook = async (): Promise<string> => statementText(await client(['accountant']));

  /** What a backup would bring back of the person. */
  const rowsOfPatron = async (): Promise<{ table: string; row: unknown }[]> => {
    const { rows } = await owner.query<{ table: string; row: unknown }>(
      `with who as (select p.id, a.id as account from directory.patron p join directory.account a on a.patron_id = p.id where p.patron_ref = $1)
       select 'patron_identity' as table, to_jsonb(t) as row from directory.patron_identity t join who on who.id = t.patron_id
       union all select 'patron_key', to_jsonb(t) from directory.patron_key t join who on who.id = t.patron_id
       union all select 'patron_term', to_jsonb(t) from directory.patron_term t join who on who.id = t.patron_id
       union all select 'credential', to_jsonb(t) from directory.credential t join who on who.account = t.account_id`,
      [patronRef],
    );
    expect(new Set(rows.map(({ table }) => table)).size).toBe(4);
    return rows;
  };
  // every message was handled: none is parked
  const handled = async (): Promise<void> => {
    await settled(owner);
    for (const { definition } of running.services) {
      const { rows } = await owner.query<{ error: string }>(`select error from ${definition.name}.hold`);
      expect([definition.name, ...rows.map(({ error }) => error)]).toEqual([definition.name]);
    }
  };
  afterEach(handled, 60_000);

  afterAll(async () => {
    await running?.close();
    await owner?.end();
    await world?.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('a person asks by every door, and can be found by name while they are known', async () => {
    const made = await staff.post<{ patronRef: string; firstPassword: string }>('/api/directory/patrons', PERSON);
    ({ patronRef } = made);
    patron = new TrilliumClient(`http://127.0.0.1:${running.port}`);
    await patron.signIn(LIBRARY, PERSON.username, made.firstPassword);
    const changed = await patron.raw('PUT', '/api/directory/me/password', { current: made.firstPassword, next: PIN });
    expect(changed.status).toBe(204);
    await patron.signIn(LIBRARY, PERSON.username, PIN);
    await settled(owner);

    const ask = async (by: TrilliumClient, body: object): Promise<string> => {
      const { id } = await by.post<RequestSummary>('/api/intake/requests', body);
      requests.push(id);
      return id;
    };
    // by form, and linked at once: own e-access
    await ask(patron, { citation: { doi: '10.2307/1914185' }, notes: NOTES[0] });
    // with a fee, agreed to beforehand
    paid = await ask(patron, DEAR);
    // by OpenURL
    await ask(patron, { openurl: 'rft.genre=article&rft_id=info:doi/10.1371/journal.pmed.0020124', notes: NOTES[1] });
    // by staff, for a card number; then cancelled by the patron
    const cancelled = await ask(staff, {
      patron: PERSON.cardNumber,
      citation: { title: 'Optogenetics', doi: '10.1038/nn.4091' },
    });
    // by a file, with the card number and a name in it
    const batch = await staff.post<Batch>('/api/intake/batches', requestsFile([LINE]), { 'content-type': 'text/csv' });
    await settled(owner);
    const { results } = await staff.get<Batch>(`/api/intake/batches/${batch.id}`);
    expect(results.map(({ error }) => error)).toEqual([undefined]);
    requests.push(results[0]!.requestId!);
    // by an assistant, in the person's name
    const assistant = new TrilliumClient(`http://127.0.0.1:${running.port}`);
    const second = await staff.post<{ patronRef: string; firstPassword: string }>('/api/directory/patrons', ASSISTANT);
    assistantRef = second.patronRef;
    await assistant.signIn(LIBRARY, ASSISTANT.username, second.firstPassword);
    await patron.post('/api/directory/me/proxies', { who: ASSISTANT.cardNumber, familyName: ASSISTANT.familyName });
    await settled(owner);
    await ask(assistant, { for: patronRef, citation: { doi: '10.1023/A:1026654312961' }, notes: NOTES[1] });
    expect(await assistant.get(`/api/intake/requests/${requests.at(-1)}`)).toMatchObject({ patronRef, by: assistantRef });
    const end = await patron.raw('POST', `/api/intake/requests/${cancelled}/cancel`, { reason: REASON });
    expect([200, 409]).toContain(end.status);
    await settled(owner);
    // the person and the library write to each other: on the page, and by mail from another address
    const about = `/api/directory/requests/${requests[0]}/conversation`;
    await patron.post(about, { text: WRITTEN[0] });
    await staff.post(about, { text: WRITTEN[1] });
    await settled(owner);
    const mail = await until('the mail', async () => mails().find((one) => JSON.stringify(one).includes('quennelfinch')));
    const replyTo = (mail as unknown as { headers: { key: string; value: string }[] }).headers.find(
      ({ key }) => key === 'reply-to',
    )!.value;
    const brought = await chief.raw('POST', `/api/directory/mail-in?to=${encodeURIComponent(replyTo)}`, MAIL, {
      'content-type': 'message/rfc822',
    });
    expect([brought.status, await brought.json()]).toEqual([200, { outcome: 'kept' }]);
    await settled(owner);
    // names are looked up, on screen and for labels
    const found = await staff.get<{ patrons: { patronRef: string }[] }>('/api/directory/patrons?q=Quibblethw');
    expect(found.patrons.map((one) => one.patronRef)).toEqual([patronRef]);
    expect((await staff.get<{ patrons: unknown[] }>(`/api/directory/patrons?q=${PERSON.cardNumber}`)).patrons).toHaveLength(1);
  }, 180_000);

  it('what the person pays is in the books by its request alone', async () => {
    await advance(0.25); // the copy is delivered within four hours
    expect(await feeOf(staff, paid)).toMatchObject({ requestId: paid, amount: usd(FEE), open: usd(FEE) });
    await payFee(staff, paid, 200, 'card');
    await settled(owner);
    expect((await patron.get<{ open: unknown[] }>('/api/intake/fees')).open).toEqual([usd(FEE - 200)]);
    const rows = (await searchTables(owner, [paid])).filter((table) => table.startsWith('payment.'));
    expect(rows).toEqual(expect.arrayContaining(['payment.entry', 'payment.event', 'payment.patron_fee']));
    expect((await searchTables(owner, [patronRef])).filter((table) => table.startsWith('payment.'))).toEqual([]);
    // a statement has what libraries owe each other, and nothing of patrons
    expect(await workbook()).toContain('HFC · 2025-10');
    expect(searchText('the workbook', await workbook(), [...NAMES, ...WORDS, patronRef, paid])).toEqual([]);
  }, 120_000);

  it('until then the name opens with the keys held and stands nowhere in clear; the reference and the words are where they belong', async () => {
    expect(await everywhere(NAMES)).toEqual(['credential.sealed', 'patron_identity.sealed']);
    expect(await everywhere(OF_CONVERSATION)).toEqual(['conversation_message.sealed']);
    expect((await searchTables(owner, WORDS)).filter((table) => !table.startsWith('intake.'))).toEqual([]);
    expect(await searchTables(owner, WORDS)).toEqual(
      expect.arrayContaining(['intake.event', 'intake.request', 'intake.request_view']),
    );
    expect(await searchTables(owner, [patronRef])).toEqual(
      expect.arrayContaining(['directory.patron', 'intake.event', 'intake.request', 'reporting.heard', 'sourcing.request']),
    );
    expect(searchText('the journal', JSON.stringify(world.state.journal.entries), [patronRef])).toEqual([]);
  }, 120_000);

  it('is handed everything that is kept of them, by themselves and at the desk; nobody else is', async () => {
    const supervisor = await client(['library-admin']);
    const all = new Map<string, PatronData>();
    for (const { name } of ALL_SERVICES.filter(({ keptOfPatron }) => keptOfPatron.length)) {
      const own = await patron.get<PatronData>(`/api/${name}/patron-data/own`);
      all.set(name, own);
      const desk = await supervisor.raw('GET', `/api/${name}/patron-data/${patronRef}`);
      expect([name, desk.status]).toEqual([name, own.parts.length ? 200 : 404]);
      expect((await staff.raw('GET', `/api/${name}/patron-data/${patronRef}`)).status).toBe(403);
      const elsewhere = await client(['library-admin'], 'TSU');
      expect((await elsewhere.raw('GET', `/api/${name}/patron-data/${patronRef}`)).status).toBe(404);
    }
    const text = JSON.stringify([...all.values()]).toLowerCase();
    // the password is kept as a hash only; the reason of a cancellation where there was still something to cancel
    const words = await Promise.all(WORDS.map(async (word) => ((await searchTables(owner, [word])).length ? [word] : [])));
    expect(words.flat().length).toBeGreaterThan(1);
    expect([...NAMES, ...words.flat()].filter((word) => !PIN.startsWith(word) && !text.includes(word))).toEqual([]);
    for (const word of OF_CONVERSATION) expect(text).toContain(word);
    for (const id of requests) expect(text).toContain(id);
    // whatever table the reference stands in is read by what its service hands out
    const technical = ['inbox', 'outbox', 'job', 'seen', 'hold', 'access'];
    const read = new Map(
      ALL_SERVICES.map(({ name, keptOfPatron }) => [name as string, keptOfPatron.map(({ rows }) => rows.text)]),
    );
    const forgotten = (await searchTables(owner, [patronRef])).filter((place) => {
      const [service = '', table = ''] = place.split('.');
      const whole = table.replace(/_\d{4}_?\d{2}$/, '').replace(/_default$/, '');
      return !technical.includes(whole) && !read.get(service)?.some((sql) => new RegExp(`\\b(from|join) ${whole}\\b`).test(sql));
    });
    expect(forgotten).toEqual([]);
    console.log(
      `kept of one patron: ${[...all].map(([name, { parts }]) => `${name} ${parts.reduce((sum, { rows }) => sum + rows.length, 0)} rows in ${parts.length} parts`).join(', ')}`,
    );
  }, 120_000);

  it('mails name the person and the work, and nothing else of the person; what is kept for them opens with the person’s key', async () => {
    expect(mails().length).toBeGreaterThan(0);
    for (const mail of mails()) {
      const sent = JSON.stringify(mail);
      expect(sent).toContain('Zephyrine Quibblethwaite');
      expect(searchText('the mail', sent, [PERSON.cardNumber, PERSON.username, PIN, patronRef, ...WORDS])).toEqual([]);
    }
    expect(
      searchText(
        'other mails',
        JSON.stringify([...world.state.table('mail').values()].filter(({ to }) => to !== PERSON.email)),
        NAMES,
      ),
    ).toEqual([]);
    expect(await searchSealed(owner, sealSecret, [TITLE])).toEqual(['followed_request.sealed']);
    expect((await searchTables(owner, [TITLE])).filter((table) => table.startsWith('directory.'))).toEqual([]);
    const { rows } = await owner.query<{ notices: number }>(
      'select count(*)::int as notices from directory.notice where request_id = any($1::uuid[])',
      [requests],
    );
    expect(rows[0]!.notices).toBeGreaterThan(0);
    expect((await searchTables(owner, [patronRef])).filter((table) => /notice/.test(table))).toEqual([]);
  }, 60_000);

  it('an open request keeps its patron, and an erasure waits for it and says so', async () => {
    await chief.post(`/api/directory/patrons/${patronRef}/erasure`, {});
    await settled(owner);
    const standing = await chief.get<{ status: string; openRequests: number; message: string }>(
      `/api/directory/patrons/${patronRef}/erasure`,
    );
    expect(standing).toMatchObject({ status: 'waiting', message: expect.stringMatching(/still open/) });
    expect(standing.openRequests).toBeGreaterThan(0);
    expect(await searchSealed(owner, sealSecret, NAMES)).toHaveLength(2);
    for (const id of requests) await staff.raw('POST', `/api/intake/requests/${id}/cancel`, { reason: 'Not wanted.' });
    await settled(owner);
    // until the library has done what is left at its desk
    await until('everything closed', async () => {
      const { rows } = await owner.query<{ open: number }>(
        `select count(*)::int as open from intake.request r join intake.request_view v using (id)
         where r.patron_ref = $1 and not (r.status in ('ended', 'cancelled') and (v.progress ? 'closed' or v.progress -> 'attempts' = '{}'))`,
        [patronRef],
      );
      return rows[0]!.open === 0 ? true : undefined;
    });
    // what is to be paid keeps them too
    await running.get('directory', ErasePatron).askAgain();
    await settled(owner);
    expect(await chief.get(`/api/directory/patrons/${patronRef}/erasure`)).toMatchObject({ status: 'waiting', openRequests: 1 });
    await payFee(staff, paid, FEE - 200, 'cash');
    await settled(owner);
    expect(await feeOf(staff, paid)).toMatchObject({ paid: usd(FEE), open: usd(0) });
  }, 180_000);

  it('after the library’s days a closed request leads nowhere, and counts as before', async () => {
    const counts = async () =>
      (
        await owner.query(
          `select count(*)::int as requests, count(patron_group)::int as groups from reporting.request_row where id = any($1::uuid[])`,
          [requests],
        )
      ).rows;
    const before = await counts();
    await advance(89);
    expect(await unlinked()).toBe(0);
    await advance(2);
    expect(await unlinked()).toBe(requests.length);
    await settled(owner);
    // what is known of the patron themself stays, as long as they are one
    for (const ref of [patronRef, assistantRef])
      expect(await placesOf(ref)).toEqual(['intake.patron', 'intake.proxy', 'reporting.heard', 'sourcing.patron']);
    const { rows: heard } = await owner.query<{ type: string }>(
      `select distinct type from reporting.heard where data::text like '%' || $1 || '%'`,
      [patronRef],
    );
    expect(heard.map(({ type }) => type).toSorted()).toEqual(['directory.patron-changed.v1', 'intake.patron-forgotten.v1']);
    expect(await everywhere([...WORDS, ...OF_CONVERSATION])).toEqual([]);
    expect(await searchSealed(owner, sealSecret, [TITLE])).toEqual([]);
    expect(await searchTables(owner, [patronRef])).not.toContain('directory.followed_request');
    expect(await counts()).toEqual(before);
    expect(before).toEqual([{ requests: requests.length, groups: requests.length }]);
    // each has a stand-in of its own, so they do not lead to each other either
    const { rows } = await owner.query<{ ref: string }>(
      'select distinct patron_ref as ref from intake.request where id = any($1::uuid[])',
      [requests],
    );
    expect(rows).toHaveLength(requests.length);
    await expect(owner.query(`update intake.event set data = '{}' where aggregate = $1`, [requests[0]])).rejects.toThrow(
      /append-only/,
    );
  }, 180_000);

  it('after the erasure nothing of the person is anywhere, whatever key is tried', async () => {
    const before = await rowsOfPatron();
    await running.get('directory', ErasePatron).askAgain();
    await settled(owner);
    expect(await chief.get(`/api/directory/patrons/${patronRef}/erasure`)).toMatchObject({ status: 'done' });
    expect(await everywhere([...NAMES, ...WORDS, ...OF_CONVERSATION])).toEqual([]);
    expect(await placesOf(patronRef)).toEqual([]);
    expect(searchText('the workbook', await workbook(), [...NAMES, ...WORDS, patronRef])).toEqual([]);
    // whoever asked in their name stays a patron, and asks in nobody's
    expect(await placesOf(assistantRef)).toEqual(['intake.patron', 'reporting.heard', 'sourcing.patron']);
    expect((await staff.raw('GET', `/api/directory/patrons/${patronRef}`)).status).toBe(404);
    expect((await staff.get<{ patrons: unknown[] }>('/api/directory/patrons?q=Quibblethw')).patrons).toEqual([]);
    expect((await patron.raw('GET', '/api/directory/me')).status).toBe(401);
    await expect(patron.signIn(LIBRARY, PERSON.username, PIN)).rejects.toThrow(/401/);
    expect(readFileSync(join(folder, 'erased-patrons.jsonl'), 'utf8')).toContain(patronRef);

    // a backup from before is restored: its rows are back, until directory starts
    for (const { table, row } of before)
      await owner.query(`insert into directory.${table} select * from jsonb_populate_record(null::directory.${table}, $1)`, [
        row,
      ]);
    expect(await everywhere(NAMES)).toEqual(['credential.sealed', 'patron_identity.sealed']);
    await running.get('directory', ErasePatron).onApplicationBootstrap();
    await settled(owner);
    expect(await everywhere([...NAMES, ...WORDS])).toEqual([]);
  }, 120_000);
}
