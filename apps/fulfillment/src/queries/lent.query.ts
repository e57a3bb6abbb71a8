import { Injectable } from '@nestjs/common';
import type { LentDetails, LentItem, LentList, LentWorklist } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { whenOf } from '../app/lent/around.ts';
import { lents } from '../app/lent/store.ts';
import { LENT_WORKLISTS, type Lent } from '../domain/lent/index.ts';
import { toDetails, toLent, type LentRow } from './lent-view.ts';

const ROW = `select id, version, borrower, service, title, status, worklist, due_date::text "dueDate", asked_at "askedAt",
  updated_at "updatedAt", advice, asks, state from lent`;
const LATEST = statement(
  `${ROW} where ($1::timestamptz is null or asked_at < $1) and ($3::text is null or borrower = $3) order by asked_at desc, id limit $2`,
);
const WAITING = statement(
  `${ROW} where worklist = $3 and ($1::timestamptz is null or asked_at > $1) order by asked_at, id limit $2`,
);
const ONE = statement(`${ROW} where id = $1`);
const BY_TAIL = statement(
  `${ROW} where tenant = $1 and right(id::text, 12) = any($2::text[]) and version > 0 order by id limit 20`,
);
const BY_BARCODE = statement(
  `${ROW} where tenant = $1 and barcode is not null and barcode = $2 order by (deadline_at is null), updated_at desc, id limit 20`,
);
const PROBLEMS = `(worklist = 'problems' or jsonb_array_length(state -> 'questions') > 0)`;
const TROUBLED = statement(
  `${ROW} where ${PROBLEMS} and ($1::timestamptz is null or asked_at > $1) order by asked_at, id limit $2`,
);
const COUNT = statement(`select worklist, count(*)::int as count, min(asked_at) as oldest from lent
  where worklist is not null and worklist <> 'problems' group by worklist
  union all select 'problems', count(*)::int, min(asked_at) from lent where ${PROBLEMS} having count(*) > 0`);

export interface Which {
  readonly worklist?: LentWorklist | undefined;
  readonly borrower?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What a library lends. */
@Injectable()
export class LentQuery {
  constructor(private readonly database: Database) {}

  /** The latest first; on a worklist the oldest first. */
  list(tenant: string, { worklist, borrower, before, limit }: Which): Promise<LentList> {
    return this.database.transaction({ tenant }, async (tx) => {
      const when = await whenOf(tx);
      const values = [before ?? null, limit + 1];
      const rows = await (worklist === 'problems'
        ? tx.query<LentRow>(TROUBLED, values)
        : worklist
          ? tx.query<LentRow>(WAITING, [...values, worklist])
          : tx.query<LentRow>(LATEST, [...values, borrower ?? null]));
      const counted = await tx.query<{ worklist: LentWorklist; count: number; oldest: Date }>(COUNT);
      const lists = counted.toSorted((a, b) => LENT_WORKLISTS.indexOf(a.worklist) - LENT_WORKLISTS.indexOf(b.worklist));
      return {
        lent: rows.slice(0, limit).map((row) => toLent(row, when)),
        more: rows.length > limit,
        lists: lists.map((list) => ({ ...list, oldest: list.oldest.toISOString() })),
      };
    });
  }

  /**
   * What is lent under a scanned number, or the copy with that barcode: where it is lent now, else where it was lent last.
   * @param tails as `tailsOf` reads them
   */
  async scanned(tenant: string, tails: readonly string[], barcode: string): Promise<LentItem[]> {
    return this.database.transaction({ tenant }, async (tx) => {
      const numbered = tails.length ? await tx.query<LentRow>(BY_TAIL, [tenant, tails]) : [];
      const copies = numbered.length ? [] : await tx.query<LentRow>(BY_BARCODE, [tenant, barcode]);
      const open = copies.filter(({ state }) => state?.deadline);
      const rows = [...numbered, ...(open.length ? open : copies.slice(0, 1))];
      if (!rows.length) return [];
      const when = await whenOf(tx);
      return rows.map((row) => toLent(row, when));
    });
  }

  /** @throws RejectionError where the library lends no such thing, or by a system elsewhere */
  one(tenant: string, id: string): Promise<LentDetails> {
    return this.database.transaction({ tenant }, (tx) => this.in(tx, id));
  }

  /** As it stands within a step: what whoever took it sees next. */
  async in(tx: Tx, id: string): Promise<LentDetails> {
    // sent together: each costs a round trip otherwise
    const [[row], history, when] = await Promise.all([tx.query<LentRow>(ONE, [id]), lents.history(tx, id), whenOf(tx)]);
    if (!row?.state) throw new RejectionError(reject('not-found', 'This library lends no such thing.'));
    return toDetails(row as LentRow & { state: Lent }, history, when);
  }
}
