import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Moment, RefusedMessages } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import { May, Tenant } from '#lib/service';
import { Cursor } from './shapes.ts';

const RefusedQuery = z.strictObject({
  before: Moment.optional().meta({ description: 'Those that came before this moment' }),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type RefusedQuery = z.infer<typeof RefusedQuery>;

// as exact as the database has it: two that came within a millisecond are two places
const PLACE = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const LIST = statement(`select id, at, came_from "from", partner, kind, error_type "errorType", why, size, body, ${PLACE} as place
  from iso_refused where ($1::timestamptz is null or at < $1) and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
  order by at desc, id desc limit $4`);
type Refused = RefusedMessages['refused'][number];
type Row = Record<keyof Omit<Refused, 'at' | 'size'>, string | null> & {
  readonly at: Date;
  readonly size: number;
  readonly place: string;
};

/** ISO 18626 messages that were not taken: a library's own, or for operators those of which nobody can tell for whom they were. */
@Controller('api/fulfillment/iso18626/refused')
@May('messages.read')
export class RefusedController {
  constructor(private readonly database: Database) {}

  /** The latest first. */
  @Get()
  @ApiOkResponse({ standardSchema: RefusedMessages })
  list(@Tenant() tenant: string, @Query({ schema: RefusedQuery }) query: RefusedQuery): Promise<RefusedMessages> {
    const { before = null, cursor, limit } = query;
    const [at = null, after = null] = cursor?.split('~') ?? [];
    return this.database.transaction({ tenant }, async (tx) => {
      const rows = await tx.query<Row>(LIST, [before, at, after, limit + 1]);
      const shown = rows.slice(0, limit);
      const more = rows.length > limit;
      const last = shown.at(-1);
      return {
        refused: shown.map(({ at: came, place: _place, ...row }) => {
          const there = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
          return { ...there, at: came.toISOString() } as Refused;
        }),
        more,
        ...(more && last && { next: `${last.place}~${last.id!}` }),
      };
    });
  }
}
