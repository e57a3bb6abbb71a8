import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type pg from 'pg';
import { backup, readArchive } from '#lib/keeping';
import { decrypt, Seals } from '#lib/service';
import { LibrarySafe } from '../../apps/directory/src/app/names/name-safe.ts';

/** Where something was found: a table, a file, the log, a topic. */
export type Place = string;

const holds = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word.toLowerCase()));
};

/** The tables of all schemas in which a row, cast to text, holds one of these words. */
export async function searchTables(owner: pg.ClientBase, words: readonly string[]): Promise<Place[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`,
  );
  const found: Place[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ hit: boolean }>(
      `select exists (select from ${name} t where exists (select from unnest($1::text[]) word where t::text ilike '%' || word || '%')) as hit`,
      [words.map((word) => word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`))],
    );
    if (rows[0]!.hit) found.push(name);
  }
  return found;
}

/** The sealed columns in which one of these words can be read with every key that the database and the installation still hold. */
export async function searchSealed(owner: pg.ClientBase, sealSecret: string, words: readonly string[]): Promise<Place[]> {
  const seals = new Seals(sealSecret);
  const { rows: libraries } = await owner.query<{ tenant: string; wrapped: string }>(
    'select tenant, wrapped from directory.name_key',
  );
  const found = new Set<Place>();
  for (const { tenant, wrapped } of libraries) {
    const key = seals.openBytes(tenant, wrapped, 'name-key');
    const library = new LibrarySafe(tenant, key);
    const { rows: keys } = await owner.query<{ patron_id: string; wrapped: string }>(
      'select patron_id, wrapped from directory.patron_key where tenant = $1',
      [tenant],
    );
    for (const { patron_id: id, wrapped: own } of keys) {
      const safe = library.patron(id, own);
      const look = async (place: string, sql: string, what: (row: { id: string }) => string): Promise<void> => {
        const { rows } = await owner.query<{ id: string; sealed: string }>(sql, [id]);
        for (const row of rows) if (holds(JSON.stringify(safe.open(what(row), row.sealed)), words)) found.add(place);
      };
      await look(
        'patron_identity.sealed',
        'select patron_id as id, sealed from directory.patron_identity where patron_id = $1',
        () => 'identity',
      );
      await look(
        'credential.sealed',
        `select c.account_id as id, c.sealed from directory.credential c join directory.account a on a.id = c.account_id where a.patron_id = $1`,
        (row) => `credential ${row.id}`,
      );
      await look(
        'followed_request.sealed',
        `select f.id, f.sealed from directory.followed_request f join directory.patron p on p.patron_ref = f.patron_ref
         where p.id = $1 and f.sealed is not null`,
        (row) => `notice ${row.id}`,
      );
      await look(
        'conversation_message.sealed',
        `select m.id, m.sealed from directory.conversation_message m join directory.followed_request f on f.id = m.request_id
         join directory.patron p on p.patron_ref = f.patron_ref where p.id = $1`,
        (row) => `message ${row.id}`,
      );
    }
    // a patron's things must not open with what is not theirs
    const { rows: orphans } = await owner.query<{ sealed: string }>(
      `select sealed from directory.patron_identity where tenant = $1 and sealed is not null`,
      [tenant],
    );
    for (const { sealed } of orphans)
      if (decrypt(key, sealed, `trillium names 1\n${tenant}\nidentity`)) found.add('under the library’s key');
  }
  return [...found].toSorted();
}

/** The files below a folder that hold one of these words, as bytes; the database's own files are searched as tables. */
export function searchFiles(folder: string, words: readonly string[], leaveOut: readonly string[] = []): Place[] {
  const found: Place[] = [];
  const walk = (at: string): void => {
    for (const name of readdirSync(at)) {
      const path = join(at, name);
      if (leaveOut.includes(relative(folder, path))) continue;
      if (statSync(path).isDirectory()) walk(path);
      else if (holds(readFileSync(path, 'latin1'), words)) found.push(relative(folder, path));
    }
  };
  walk(folder);
  return found;
}

export const searchText = (place: Place, text: string, words: readonly string[]): Place[] => (holds(text, words) ? [place] : []);

/** The parts of a backup made now in which one of these words stands. */
export async function searchBackup(url: string, folder: string, words: readonly string[]): Promise<Place[]> {
  const at = mkdtempSync(join(tmpdir(), 'trillium-privacy-backup-'));
  const file = join(at, 'backup.tar.gz');
  const found = new Set<Place>();
  try {
    await backup({ url, folder, file, version: 'test', transport: 'postgres', secrets: {} });
    await readArchive(
      file,
      async () => undefined,
      async ({ name, content }) => {
        const chunks: Buffer[] = [];
        for await (const chunk of content) chunks.push(chunk);
        // words of the person stand in intake until they are unlinked, in the backup as in the tables
        if (holds(Buffer.concat(chunks).toString('latin1'), words)) found.add(`backup: ${name}`);
      },
    );
    return [...found].toSorted();
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}
