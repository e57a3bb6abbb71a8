import { randomUUID } from 'node:crypto';
import { Database, type Tx } from '#lib/messaging';
import { PatronKeys, Seals } from '#lib/service';
import { TEST_SECRET, testDatabase, testService } from '#lib/testing';
import { installation } from '../../__fixtures__/installation.ts';
import { directory } from '../../directory.module.ts';
import { PeopleQuery } from '../../queries/people.query.ts';
import { NodePasswords } from '../../adapters/node-passwords.ts';
import { SeedInstallation } from '../seed-installation.ts';
import { SignIn } from '../sign-in.ts';
import { patronSafe } from './identities.ts';
import { NameSafe } from './name-safe.ts';
import { SealOldNames } from './seal-old-names.ts';

describe('names from before they were sealed', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database, start: false });
  const [patron, desk] = [randomUUID(), randomUUID()];
  const account = randomUUID();
  const search = (q: string) => service.get(PeopleQuery).search('TSU', { q, limit: 20 });
  const inClear = async () => {
    const { rows } = await database.owner.query<{ table: string }>(
      `select 'identity' as table from directory.patron_identity t where t::text ~* 'quetzal|tamarind|6611' union all
       select 'credential' from directory.credential t where t::text ~* 'quetzal|tamarind|oldpat|olddesk'`,
    );
    return rows.map(({ table }) => table);
  };

  beforeAll(async () => {
    await service.get(SeedInstallation).execute({ ...installation, patrons: [] });
    const hash = await new NodePasswords().hash('heron walks at dawn');
    const safe = service.get(NameSafe);
    // as the first release wrote them
    const insert = (sql: string, values: unknown[]) => database.owner.query(sql, values);
    await insert(
      `insert into directory.patron (id, tenant, version, state, patron_ref, patron_group, blocked, active, created_at, updated_at)
       values ($1, 'TSU', 1, $2, 'p_oldoldoldold', 'student', false, true, now(), now())`,
      [patron, JSON.stringify({ patronRef: 'p_oldoldoldold', group: 'student', blocked: false, active: true })],
    );
    await insert(
      `insert into directory.patron_identity (patron_id, tenant, given_name, family_name, email, card_number, card_key)
       values ($1, 'TSU', 'Quetzal', 'Tamarind', 'quetzal@tsu.example', '6611', $2)`,
      [patron, safe.of('TSU', '6611')],
    );
    for (const [id, username, name, patronId, roles] of [
      [account, 'oldpat', null, patron, ['patron']],
      [desk, 'olddesk', 'Tamarind Desk', null, ['staff']],
    ] as const) {
      await insert(
        `insert into directory.account (id, tenant, version, state, roles, active, patron_id, created_at, updated_at)
         values ($1, 'TSU', 1, $2, $3, true, $4, now(), now())`,
        [
          id,
          JSON.stringify({ exists: true, active: true, roles, ...(patronId && { patronId, patronRef: 'p_oldoldoldold' }) }),
          roles,
          patronId,
        ],
      );
      await insert(
        `insert into directory.credential (account_id, tenant, username, username_key, password_hash, first_password, display_name, email, changed_at)
         values ($1, 'TSU', $2, $3, $4, false, $5, null, now())`,
        [id, username, safe.of('TSU', username), hash, name],
      );
    }
  }, 60_000);

  it('are sealed at the first start, by one of two processes, and read as before', async () => {
    expect(await inClear()).toEqual(['identity', 'credential', 'credential']);
    const seal = () => service.get(SealOldNames).onApplicationBootstrap();
    await Promise.all([seal(), seal()]);
    expect(await inClear()).toEqual([]);
    expect((await search('tamar')).patrons).toMatchObject([
      { displayName: 'Quetzal Tamarind', email: 'quetzal@tsu.example', cardNumber: '6611', username: 'oldpat' },
    ]);
    expect((await search('6611')).patrons).toHaveLength(1);
    expect((await service.get(PeopleQuery).accounts('TSU')).find(({ id }) => id === desk)).toMatchObject({
      username: 'olddesk',
      displayName: 'Tamarind Desk',
    });
    const signedIn = await service
      .get(SignIn)
      .execute({ library: 'TSU', username: 'OldPat', password: 'heron walks at dawn', address: '::1' });
    expect(signedIn.ok && signedIn.value.signedIn.displayName).toBe('Quetzal Tamarind');
  });

  it('open under a new secret of the installation once the libraries’ keys are sealed with it', async () => {
    const db = service.get(Database);
    const inSafe = <T>(secrets: string, work: (safe: NameSafe, tx: Tx) => Promise<T>) =>
      db.transaction({ tenant: 'TSU' }, (tx) => work(new NameSafe(new Seals(secrets), service.get(PatronKeys)), tx));
    const fresh = 'n'.repeat(40);
    const kept = await inSafe(TEST_SECRET, async (safe, tx) => (await safe.library(tx)).seal('x', 'y'));
    await expect(inSafe(fresh, (safe, tx) => safe.library(tx))).rejects.toThrow(/Add its secret/);
    expect(await inSafe(`${fresh},${TEST_SECRET}`, (safe, tx) => safe.renew(tx))).toBe(true);
    expect(await inSafe(`${fresh},${TEST_SECRET}`, (safe, tx) => safe.renew(tx))).toBe(false);
    expect(await inSafe(fresh, async (safe, tx) => (await safe.library(tx)).open('x', kept))).toBe('y');
    await inSafe(`${TEST_SECRET},${fresh}`, (safe, tx) => safe.renew(tx));
  });

  it('keep the key they were given: it is wrapped once', async () => {
    const again = () =>
      service
        .get(Database)
        .transaction({ tenant: 'TSU' }, async (tx) => (await patronSafe(tx, service.get(NameSafe), patron)).wrapped);
    expect(await again()).toBe(await again());
  });
});
