import { aggregateStore, statement, type Tx } from '#lib/messaging';
import { stableId } from '#lib/service';
import { evolve, worklistOf, type Lent, type LentEvent } from '../../domain/lent/index.ts';
import { plain } from '../../domain/scan/codes.ts';
import { titleOf } from '../store.ts';

/** What a library lends; its row is the lender's. */
export const lents = aggregateStore<Lent | null, LentEvent>({
  table: 'lent',
  initial: null,
  evolve,
  project: (state) => {
    // every aggregate has had its first event before it is projected
    const lent = state!;
    return {
      borrower: lent.requester.symbol,
      service: lent.asked.service,
      title: titleOf(lent.asked.citation),
      status: lent.status,
      due_date: lent.dueDate ?? null,
      asked_at: lent.askedAt,
      worklist: worklistOf(lent) ?? null,
      retried: lent.requestIds.length > 1 ? lent.requestIds.slice(1) : null,
      barcode: lent.barcode ? plain(lent.barcode) : null,
      deadline_at: lent.deadline,
    };
  },
});

const RETRIED = statement('select id from lent where borrower = $1 and retried is not null and retried @> array[$2]');

/** The id of what another library asks for by messages, from its own number for it: found without an index, and the same when it asks twice. */
export const lentIdOf = (lender: string, borrower: string, requestId: string): string =>
  stableId('lent', lender, borrower, requestId);

/** Of what another library has asked for again under a later number; undefined where there is none. */
export async function retriedAs(tx: Tx, borrower: string, requestId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(RETRIED, [borrower, requestId]);
  return row?.id;
}

const ELSEWHERE =
  statement(`select title from lent where tenant = $1 and barcode is not null and barcode = $2 and deadline_at is not null and id <> $3
  limit 1`);

/** What else is open with that copy: one copy is lent to one library. */
export async function lentWith(tx: Tx, barcode: string, id: string): Promise<string | undefined> {
  const [row] = await tx.query<{ title: string }>(ELSEWHERE, [tx.tenant, plain(barcode), id]);
  return row?.title;
}
