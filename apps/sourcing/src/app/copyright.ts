import type { RequestVerified } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';

/** What copies are counted by: the periodical's ISSNs, or the ISBNs of the book a chapter is in. */
export function countedWorks({ service, citation }: Pick<RequestVerified, 'service' | 'citation'>): string[] {
  if (service !== 'copy') return [];
  const numbers = citation.kind === 'chapter' ? citation.isbn : citation.issn;
  return numbers.toSorted();
}

const LOCK = statement(
  `select pg_advisory_xact_lock(hashtext('copyright ' || $1), hashtext(work)) from unnest($2::text[]) as work order by work`,
);
const COUNT = statement(`select publication_year as year from copyright_copy
  where tenant = $1 and works && $2 and id <> $3 and status <> 'released' and asked_on >= $4 and asked_on < $5`);
const KEEP =
  statement(`insert into copyright_copy (tenant, id, works, asked_on, publication_year, status) values ($1, $2, $3, $4, $5, $6)
  on conflict (tenant, id) do update set works = excluded.works, asked_on = excluded.asked_on,
  publication_year = excluded.publication_year, status = excluded.status`);
const SETTLE = statement(`update copyright_copy set status = $3 where tenant = $1 and id = $2 and status = 'pending'`);

/**
 * The copies of the same works counted in this calendar year, others' than the request's own. Whoever counts here holds the works until
 * the transaction ends: two sixth copies cannot both be taken for the fifth.
 */
export async function countCopies(
  tx: Tx,
  requestId: string,
  works: readonly string[],
  today: string,
): Promise<{ year: number | null }[]> {
  if (!works.length) return [];
  await tx.query(LOCK, [tx.tenant, works]);
  const year = Number(today.slice(0, 4));
  return tx.query<{ year: number | null }>(COUNT, [tx.tenant, works, requestId, `${year}-01-01`, `${year + 1}-01-01`]);
}

export interface CountedCopy {
  readonly id: string;
  readonly works: readonly string[];
  readonly askedOn: string;
  readonly publicationYear?: number | undefined;
  readonly status: 'pending' | 'filled' | 'released';
}
export const keepCopy = (tx: Tx, { id, works, askedOn, publicationYear, status }: CountedCopy): Promise<number> =>
  tx.execute(KEEP, [tx.tenant, id, works, askedOn, publicationYear ?? null, status]);

/** A pending copy was filled, or came to nothing and gives its place back. */
export const settleCopy = (tx: Tx, requestId: string, status: 'filled' | 'released'): Promise<number> =>
  tx.execute(SETTLE, [tx.tenant, requestId, status]);
