import type pg from 'pg';

/** A row that was written since the log was last read. */
export interface Change {
  /** `intake.request` */
  readonly table: string;
  readonly op: 'INSERT' | 'UPDATE' | 'DELETE';
  /** The row as JSON: new, or the one deleted. */
  readonly row: string;
}

/** Has every table of these schemas write down each row that changes, so that "nothing changed in any table" can be asked for. */
export async function watchTables(owner: pg.Pool, schemas: readonly string[]): Promise<void> {
  await owner.query(`create schema watch;
    create table watch.change (pos bigserial, "table" text, op text, "row" text);
    create function watch.note() returns trigger language plpgsql security definer as $$
    begin
      insert into watch.change ("table", op, "row") values (tg_table_schema || '.' || tg_table_name, tg_op,
        case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end::text);
      return null;
    end $$`);
  const { rows } = await owner.query<{ table: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1) and c.relname <> '_prisma_migrations'`,
    [schemas],
  );
  for (const { table } of rows)
    await owner.query(
      `create trigger watch after insert or update or delete on ${table} for each row execute function watch.note()`,
    );
}

/** What has changed since this was last asked. */
export async function changesSince(owner: pg.Pool): Promise<readonly Change[]> {
  const { rows } = await owner.query<Change>(
    `with c as (delete from watch.change returning *) select "table", op, "row" from c order by pos`,
  );
  return rows;
}
