import { identifier } from '../schema/names.ts';
import { statement, type Statement } from './statement.ts';
import type { Tx } from './tx.ts';

/** Columns of a table in which a reference to somebody may stand, and the column by which the rows of an aggregate are found. */
export interface Referring {
  readonly table: string;
  /** Of type jsonb. */
  readonly json?: readonly string[];
  /** Of type text. */
  readonly text?: readonly string[];
  readonly by: string;
}

const known = new Map<string, Statement>();

function statementFor({ table, json = [], text = [], by }: Referring): Statement {
  const key = [table, by, ...json, '|', ...text].join(' ');
  let made = known.get(key);
  if (!made) {
    const sets = [
      ...json.map((column) => `${identifier(column)} = replace(${identifier(column)}::text, $1, $2)::jsonb`),
      ...text.map((column) => `${identifier(column)} = replace(${identifier(column)}, $1, $2)`),
    ];
    made = statement(`update ${identifier(table)} set ${sets.join(', ')} where ${identifier(by)} = any($3::uuid[])`);
    known.set(key, made);
  }
  return made;
}

/** The audit trail of aggregates: of all columns only these may ever change, and only so (`event_only_unlinks`). */
export const AUDIT_TRAIL: Referring = { table: 'event', json: ['data'], text: ['actor'], by: 'aggregate' };

/**
 * Puts another reference in a person's place in all rows of these aggregates. For what is closed: states are written beside their
 * version, so a step at the same moment would bring the old reference back.
 * @param from an opaque reference, so random that it cannot be part of anything else
 */
export async function replaceReference(
  tx: Tx,
  from: string,
  to: string,
  ids: readonly string[],
  referring: readonly Referring[],
): Promise<void> {
  for (const where of referring) await tx.execute(statementFor(where), [from, to, ids]);
}

/**
 * The SQL that lets a service unlink people from its audit trail, and do nothing else to it: a reference to a patron may become another,
 * and what a patron wrote (`submission.notes`, the reason of a cancellation) may go. For a migration.
 */
export const unlinkableEventsSql = (
  service: string,
): string => `grant update (data, actor) on event to svc_${identifier(service)};
create function event_only_unlinks() returns trigger language plpgsql set search_path = ${identifier(service)}, pg_temp as $$
declare
  ref constant text := 'p_[A-Za-z0-9_-]{10,40}';
begin
  if regexp_replace(((new.data #- '{submission,notes}') - 'reason')::text, ref, 'p_', 'g')
      is distinct from regexp_replace(((old.data #- '{submission,notes}') - 'reason')::text, ref, 'p_', 'g')
    or coalesce(new.data #>> '{submission,notes}', old.data #>> '{submission,notes}') is distinct from old.data #>> '{submission,notes}'
    or coalesce(new.data ->> 'reason', old.data ->> 'reason') is distinct from old.data ->> 'reason'
    or regexp_replace(new.actor, '^' || ref || '$', 'p_') is distinct from regexp_replace(old.actor, '^' || ref || '$', 'p_')
  then raise exception 'the audit trail is append-only: a patron''s reference may be replaced and their words taken away, nothing else';
  end if;
  return new;
end $$;
create trigger event_only_unlinks before update on event for each row execute function event_only_unlinks();
`;
