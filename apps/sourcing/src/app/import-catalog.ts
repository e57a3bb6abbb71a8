import { json, statement, type Tx } from '#lib/messaging';

/** A title of a library's catalog file, as it is found again: the record itself is not looked at here. */
export interface HeldTitle {
  readonly isbn: readonly string[];
  readonly issn: readonly string[];
  readonly titleKey: string;
  /** Plain JSON. */
  readonly record: unknown;
}

const CLEAR = statement('delete from held_title where tenant = $1');
const ADD = statement(`insert into held_title (tenant, number, isbn, issn, title_key, record)
  select $1, number, isbn, issn, title_key, record
  from jsonb_to_recordset($2) as (number int, isbn text[], issn text[], title_key text, record jsonb)`);
const BATCH = 1000;

/** Replaces what is known of a library's catalog by this. */
export async function importCatalog(tx: Tx, titles: readonly HeldTitle[]): Promise<void> {
  await tx.execute(CLEAR, [tx.tenant]);
  for (let at = 0; at < titles.length; at += BATCH)
    await tx.execute(ADD, [
      tx.tenant,
      json(
        titles.slice(at, at + BATCH).map(({ isbn, issn, titleKey, record }, n) => ({
          number: at + n + 1,
          isbn,
          issn,
          title_key: titleKey,
          record,
        })),
      ),
    ]);
}

const ANY = statement('select exists (select from held_title where tenant = $1) as any');
const FIND = statement(`select record from held_title
  where tenant = $1 and (isbn && $2::text[] or issn && $3::text[] or title_key = $4) order by number limit 50`);

/** The titles of a library's catalog file that may be what is asked for; undefined where it has brought no such file. */
export async function heldRecords(
  tx: Tx,
  asked: { readonly isbn: readonly string[]; readonly issn: readonly string[]; readonly titleKey: string | undefined },
): Promise<unknown[] | undefined> {
  const [row] = await tx.query<{ any: boolean }>(ANY, [tx.tenant]);
  if (!row!.any) return undefined;
  const found = await tx.query<{ record: unknown }>(FIND, [tx.tenant, asked.isbn, asked.issn, asked.titleKey ?? null]);
  return found.map(({ record }) => record);
}
