import type { PatronData } from '#lib/contracts';
import { statement, type Statement, type Tx } from '#lib/messaging';

/** Rows that a service keeps of a patron. */
export interface KeptOfPatron {
  /** What they are, in words a patron understands. */
  readonly what: string;
  readonly rows: Statement;
}
export type Part = PatronData['parts'][number];

/** Of one kind no more than these are given at once: a person with more has been a library's patron for many years. */
export const MOST_ROWS = 5000;

/** @param sql a query of the patron's rows; `$1` is the patronRef. Row-level security keeps it to the library's own. */
export const keptOfPatron = (what: string, sql: string): KeptOfPatron => ({
  what,
  rows: statement(`select to_jsonb(kept) - 'tenant' as row from (${sql}) kept limit ${MOST_ROWS + 1}`),
});

/** Every service writes down who saw what. */
const SEEN = keptOfPatron(
  'When somebody saw what is yours, and as which account',
  `select a.at, a.kind as what, a.account, a.acting_from as "actingFrom" from access a where a.subjects @> array[$1::text] order by a.at`,
);

/** All of it that there is; kinds of which there is nothing are left out. */
export async function collectKept(tx: Tx, kept: readonly KeptOfPatron[], patronRef: string): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { what, rows } of kept) {
    const found = await tx.query<{ row: Record<string, unknown> }>(rows, [patronRef]);
    if (found.length) parts.push({ what, rows: found.slice(0, MOST_ROWS).map(({ row }) => row), more: found.length > MOST_ROWS });
  }
  return parts;
}

/** Who saw it; apart, as a look at what is not there is written down as well. */
export const collectSeen = (tx: Tx, patronRef: string): Promise<Part[]> => collectKept(tx, [SEEN], patronRef);
