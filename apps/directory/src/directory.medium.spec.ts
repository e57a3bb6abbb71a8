import { messages } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { NameSafe } from './app/names/name-safe.ts';
import { testDatabase, testService } from '#lib/testing';
import { installation } from './__fixtures__/installation.ts';
import { listen, told } from './__fixtures__/listen.ts';
import { NewFirstPassword } from './app/new-first-password.ts';
import { SeedInstallation, type InstallationData, type Seeded } from './app/seed-installation.ts';
import { SignIn } from './app/sign-in.ts';
import { directory } from './directory.module.ts';

describe('an installation’s first start', () => {
  const database = testDatabase('directory');
  beforeAll(() =>
    listen(
      database.owner,
      [...messages.values()].filter(({ source }) => source === 'directory').map(({ type }) => type),
    ),
  );
  const service = testService(directory, { database });
  const seed = (data: InstallationData = installation): Promise<Seeded> => service.get(SeedInstallation).execute(data);
  let first: Seeded;

  beforeAll(async () => {
    first = await seed();
  }, 60_000);

  it('gives everybody a first password that lets them in, and keeps only its hash', async () => {
    expect(first.signIns.map(({ library, username }) => `${library}/${username}`)).toEqual([
      'LCC/desk',
      'LCC/head',
      'TSU/desk',
      'consortium/operator',
      'LCC/jbrandt',
    ]);
    for (const { library, username, password, displayName } of first.signIns) {
      const signedIn = await service.get(SignIn).execute({ library, username, password, address: '10.0.0.1' });
      expect(signedIn).toMatchObject({ ok: true, value: { signedIn: { displayName, library: { symbol: library } } } });
    }
    const { rows } = await database.owner.query<{ password_hash: string }>('select password_hash from directory.credential');
    for (const { password_hash: hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(database.owner.query(`update directory.credential set password_hash = 'hunter2'`)).rejects.toThrow(
      /credential_hashed/,
    );
  });

  it('tells the other services all they need', async () => {
    const heard = await told(database.owner);
    const of = (type: string, tenant: string) => heard.filter((message) => message.type === type && message.tenant === tenant);
    expect(heard.filter(({ type }) => type === 'directory.library-changed.v1').map(({ tenant }) => tenant)).toEqual([
      'LCC',
      'TSU',
      'CPL',
    ]);
    expect(of('directory.partner-changed.v1', 'TSU').map(({ data }) => [data.symbol, data.settledBy, data.lendsAv])).toEqual([
      ['LCC', 'nobody', false],
      ['CPL', 'nobody', true],
      ['ZZX', 'OCLC', false],
    ]);
    const keys = service.get(NameSafe);
    expect(of('directory.patron-changed.v1', 'LCC').map(({ data }) => data)).toEqual([
      {
        patronRef: expect.stringMatching(/^p_[\w-]{16}$/),
        group: 'student',
        blocked: false,
        active: true,
        keys: [keys.of('LCC', '22100000000011')],
      },
      {
        patronRef: expect.anything(),
        group: 'faculty',
        blocked: false,
        active: true,
        keys: [keys.of('LCC', ' 2210-0000 000012'), keys.of('LCC', 'JBrandt')],
      },
    ]);
  });

  it('does nothing the second time', async () => {
    const before = (await told(database.owner)).length;
    expect(await seed()).toEqual({ signIns: [], made: { libraries: 0, agreements: 0, connectors: 0, partners: 0, patrons: 0 } });
    expect(await told(database.owner)).toHaveLength(before);
  });

  it('leaves what people have changed since', async () => {
    const [before] = (await database.owner.query('select version from directory.library where symbol = $1', ['LCC'])).rows;
    const renamed = { ...installation, libraries: installation.libraries.map((one) => ({ ...one, name: `New ${one.name}` })) };
    await seed(renamed);
    expect((await database.owner.query('select version from directory.library where symbol = $1', ['LCC'])).rows).toEqual([
      before,
    ]);
  });

  it('goes on with what is new', async () => {
    const more = {
      ...installation,
      patrons: [...installation.patrons!, { library: 'CPL', cardNumber: '1', familyName: 'Haskell', group: 'resident' }],
    };
    expect((await seed(more)).made).toMatchObject({ patrons: 1 });
  });

  it('names the field of what is wrong', async () => {
    const wrong = { ...installation, patrons: [{ library: 'lcc', cardNumber: '', familyName: 'X', group: 'student' }] };
    await expect(seed(wrong)).rejects.toMatchObject({
      issues: [{ path: ['patrons', 0, 'library'] }, { path: ['patrons', 0, 'cardNumber'] }],
    });
  });

  it('gives a lost account a new first password', async () => {
    const issued = await service.get(NewFirstPassword).execute('LCC', 'DESK');
    const password = issued.ok ? issued.value : '';
    expect(await service.get(SignIn).execute({ library: 'LCC', username: 'desk', password, address: '10.0.0.2' })).toMatchObject({
      ok: true,
    });
    expect(await service.get(NewFirstPassword).execute('LCC', 'nobody')).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('keeps names nowhere in clear: not in events, messages or states, nor where they are kept', async () => {
    const names = ['Okafor', 'okafor@lcc.example', '22100000000011', 'Fairweather', 'jbrandt', 'Pat Desk'];
    const { rows } = await database.owner.query<{ table: string }>(
      `select relnamespace::regnamespace || '.' || relname as table from pg_class
       where relnamespace in ('directory'::regnamespace, 'listener'::regnamespace) and relkind = 'r'`,
    );
    const holding: string[] = [];
    for (const { table } of rows) {
      const found = await database.owner.query(
        `select from ${table} t where exists (select from unnest($1::text[]) name where t::text ilike '%' || name || '%')`,
        [names],
      );
      if (found.rowCount) holding.push(table);
    }
    expect(holding).toEqual([]);
  });
});

describe('one library’s people', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database, start: false });
  const TABLES = [
    'library',
    'partner',
    'patron',
    'patron_identity',
    'patron_key',
    'patron_term',
    'name_key',
    'account',
    'credential',
    'event',
    'second_factor',
    'recovery_code',
    'sign_in_settings',
    'sign_in_secret',
    'provider_sign_in',
    'identity_link',
    'machine',
    'followed_request',
    'notice',
    'notice_words',
  ] as const;

  beforeAll(async () => {
    await service.get(SeedInstallation).execute(installation);
    for (const tenant of ['LCC', 'TSU'])
      await database.owner.query(
        `insert into directory.second_factor (account_id, tenant, secret) values (gen_random_uuid(), '${tenant}', 's1.');
         insert into directory.recovery_code (account_id, tenant, hash) values (gen_random_uuid(), '${tenant}', 'h');
         insert into directory.sign_in_settings (id, tenant, version, state, oidc, sip2, created_at, updated_at)
           values (gen_random_uuid(), '${tenant}', 1, '{}', false, false, now(), now());
         insert into directory.sign_in_secret (tenant, name, sealed) values ('${tenant}', 'oidc', 's1.');
         insert into directory.provider_sign_in (state_hash, tenant, browser_hash, nonce, verifier, redirect_uri, return_to, expires_at)
           values ('${tenant}', '${tenant}', '', '', '', '', '/', now());
         insert into directory.identity_link (tenant, source, subject_key, account_id, linked_at)
           values ('${tenant}', 'sip2', 'k', gen_random_uuid(), now());
         insert into directory.machine (id, tenant, version, state, active, created_at, updated_at)
           values (gen_random_uuid(), '${tenant}', 1, '{}', true, now(), now());
         insert into directory.followed_request (id, tenant, state) values (gen_random_uuid(), '${tenant}', '{}');
         insert into directory.notice (id, tenant, version, state, request_id, kind, recipient, channel, status, rule, policy_hash, settled_at,
           created_at, updated_at) values (gen_random_uuid(), '${tenant}', 1, '{}', gen_random_uuid(), 'x', 'patron', 'page', 'on-page', 'r', 'h',
           now(), now(), now());
         insert into directory.notice_words (id, tenant, version, state, notice, language, active, created_at, updated_at)
           values (gen_random_uuid(), '${tenant}', 1, '{}', 'delivered', 'en', false, now(), now());
         insert into identity.session_epoch (account, tenant, epoch) values ('${tenant}', '${tenant}', 1);
         insert into identity.machine (id, tenant, kind, name, scopes, active) values (gen_random_uuid(), '${tenant}', 'key', 'x', '{}', true);
         insert into identity.used_token (tenant, machine, token_hash, expires_at) values ('${tenant}', gen_random_uuid(), 'h', now())`,
      );
  }, 60_000);

  it.each(['session_epoch', 'machine', 'used_token'])('identity.%s: seen by its library and by no other', async (table) => {
    const seen = async (tenant: string) =>
      (await database.asTenant(tenant, (client) => client.query(`select tenant from identity.${table}`))).rows;
    expect(await seen('LCC')).toEqual([{ tenant: 'LCC' }]);
    expect(await seen('')).toEqual([]);
    expect((await database.service.query(`select from identity.${table}`)).rowCount).toBe(0);
    const { rows } = await database.owner.query(
      `select relrowsecurity and relforcerowsecurity as forced from pg_class where oid = 'identity.${table}'::regclass`,
    );
    expect(rows).toEqual([{ forced: true }]);
  });

  it.each(TABLES)('%s: seen by its library, by no other, and not without a tenant', async (table) => {
    const tenants = async (tenant: string) => {
      const { rows } = await database.asTenant(tenant, (client) =>
        client.query<{ tenant: string }>(`select distinct tenant from directory.${table}`),
      );
      return rows.map((row) => row.tenant);
    };
    expect(await tenants('LCC')).toEqual(['LCC']);
    expect(await tenants('TSU')).toEqual(['TSU']);
    expect(await tenants('XYZ')).toEqual([]);
    expect(await tenants('')).toEqual([]);
    expect((await database.service.query(`select from directory.${table}`)).rowCount).toBe(0);
  });

  it('every table with a tenant has forced row-level security', async () => {
    const { rows } = await database.owner.query<{ table: string; forced: boolean }>(
      `select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'directory'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'tenant'`,
    );
    expect(rows.filter(({ forced }) => !forced)).toEqual([]);
    // rows of each and every one are tried in test/tenancy
    expect(rows.map(({ table }) => table)).toEqual(expect.arrayContaining([...TABLES]));
  });

  it('writes nothing for another library, and takes nothing for a reference that tells who it is', async () => {
    const insert = (tenant: string, reference: string) =>
      database.asTenant('LCC', (client) =>
        client.query(
          `insert into patron (id, tenant, version, state, patron_ref, patron_group, blocked, active, created_at, updated_at)
           values (gen_random_uuid(), $1, 1, '{}', $2, 'x', false, true, now(), now())`,
          [tenant, reference],
        ),
      );
    await expect(insert('TSU', 'p_0123456789ab')).rejects.toThrow(/row-level security/);
    await expect(insert('LCC', 'okafor')).rejects.toThrow(/patron_ref_opaque/);
  });

  it('may not delete a library, a patron or an account', async () => {
    await expect(database.asTenant('LCC', (client) => client.query('delete from event'))).rejects.toThrow(/permission denied/);
    // a practice copy's rows may go (ADR 0025), a library's never
    for (const table of ['library', 'patron', 'account', 'name_key'])
      expect([table, (await database.asTenant('LCC', (client) => client.query(`delete from ${table}`))).rowCount]).toEqual([
        table,
        0,
      ]);
  });

  it('registers a card number once, also when two do it at the same time', async () => {
    const { registerPatron } = await import('./app/patrons.ts');
    const keys = service.get(NameSafe);
    const register = () =>
      service.get(Database).transaction({ tenant: 'CPL' }, async (tx) => {
        const done = await registerPatron(
          tx,
          keys,
          { familyName: 'Haskell', cardNumber: '77' },
          { group: 'resident', blocked: false, active: true },
        );
        if (!done.ok) throw new Error(done.error.message);
      });
    const outcomes = await Promise.allSettled([register(), register(), register()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
