import { json, statement, type Statement, type Tx } from '#lib/messaging';

/** A table of what a library has brought, copied by its key in steps: a title list has ten thousands of lines. */
interface Copied {
  readonly read: Statement;
  readonly write: Statement;
  /** The step's last key. */
  readonly key: string;
  readonly first: unknown;
}

const STEP = 2000;
const table = (name: string, columns: string, shape: string, key: string, first: unknown): Copied => ({
  read: statement(`select ${columns} from ${name} where tenant = $1 and ${key} > $2 order by ${key} limit ${STEP}`),
  write: statement(`insert into ${name} (tenant, ${columns}) select $1, ${columns} from jsonb_to_recordset($2) as (${shape})`),
  key,
  first,
});

const TABLES: readonly Copied[] = [
  table(
    'licensed_title',
    'line, title, title_key, issn, isbn, package, url, coverage',
    'line int, title text, title_key text, issn text[], isbn text[], package text, url text, coverage jsonb',
    'line',
    -1,
  ),
  table(
    'held_title',
    'number, isbn, issn, title_key, record',
    'number int, isbn text[], issn text[], title_key text, record jsonb',
    'number',
    -1,
  ),
];
const ADOPTIONS = statement('select isbn, course, title from course_adoption where tenant = $1');
const ADOPT = statement(`insert into course_adoption (tenant, isbn, course, title)
  select $1, isbn, course, title from jsonb_to_recordset($2) as (isbn text, course text, title text)`);
const COPIES = statement(`select id, works, asked_on::text, publication_year, status from copyright_copy where tenant = $1`);
const COUNT = statement(`insert into copyright_copy (tenant, id, works, asked_on, publication_year, status)
  select $1, id, works, asked_on, publication_year, status
  from jsonb_to_recordset($2) as (id uuid, works text[], asked_on date, publication_year int, status text)`);

/** What the library has brought: title lists, catalog file, course adoptions, copies that count under the CONTU guideline. */
export async function copyHoldings(tx: Tx, copy: string): Promise<void> {
  const put = (write: Statement, rows: readonly object[]): Promise<number> =>
    tx.asTenant(copy, (side) => side.execute(write, [copy, json(rows)]));
  for (const { read, write, key, first } of TABLES) {
    let after = first;
    for (;;) {
      const rows = await tx.query<Record<string, unknown>>(read, [tx.tenant, after]);
      if (!rows.length) break;
      await put(write, rows);
      after = rows.at(-1)![key];
    }
  }
  await put(ADOPT, await tx.query<object>(ADOPTIONS, [tx.tenant]));
  await put(COUNT, await tx.query<object>(COPIES, [tx.tenant]));
}
