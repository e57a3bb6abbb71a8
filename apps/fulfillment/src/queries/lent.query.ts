import { Injectable } from '@nestjs/common';
import type { LentAdvice, LentList } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';

const LIST =
  statement(`select id, borrower, service, title, status, due_date::text "dueDate", asked_at "askedAt", updated_at "updatedAt", advice
  from lent where ($1::timestamptz is null or asked_at < $1) order by asked_at desc, id limit $2`);

interface Row extends Omit<LentList['lent'][number], 'dueDate' | 'askedAt' | 'updatedAt' | 'advice'> {
  readonly dueDate: string | null;
  readonly askedAt: Date;
  readonly updatedAt: Date;
  readonly advice: LentAdvice | null;
}

/** What a library lent to other members. */
@Injectable()
export class LentQuery {
  constructor(private readonly database: Database) {}

  /** The latest first. @param before those asked for before this moment, to go on */
  list(tenant: string, before: string | undefined, limit: number): Promise<LentList> {
    return this.database.transaction({ tenant }, async (tx) => {
      const rows = await tx.query<Row>(LIST, [before ?? null, limit + 1]);
      return {
        lent: rows.slice(0, limit).map(({ dueDate, askedAt, updatedAt, advice, ...row }) => ({
          ...row,
          ...(dueDate ? { dueDate } : {}),
          askedAt: askedAt.toISOString(),
          updatedAt: updatedAt.toISOString(),
          ...(advice ? { advice } : {}),
        })),
        more: rows.length > limit,
      };
    });
  }
}
