import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Moment } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import { May, Tenant } from '#lib/service';

const RefusedList = z
  .strictObject({
    refused: z.array(
      z.strictObject({
        id: z.uuid(),
        at: Moment,
        from: z.string().optional().meta({ description: 'The address it came from' }),
        partner: z.string().optional().meta({ description: 'Who it says it is from' }),
        kind: z.string().optional().meta({ description: 'request, supplyingAgencyMessage …, where that could be read' }),
        errorType: z.string().meta({ description: 'As its sender was told, in the standard’s words' }),
        why: z.string(),
        size: z.int().meta({ description: 'In bytes' }),
        body: z.string().meta({ description: 'Its first 16,384 characters' }),
      }),
    ),
    more: z.boolean(),
  })
  .meta({ id: 'RefusedMessages' });
type RefusedList = z.infer<typeof RefusedList>;
const RefusedQuery = z.strictObject({
  before: Moment.optional().meta({ description: 'Those that came before this moment' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type RefusedQuery = z.infer<typeof RefusedQuery>;

const LIST = statement(`select id, at, came_from "from", partner, kind, error_type "errorType", why, size, body
  from iso_refused where ($1::timestamptz is null or at < $1) order by at desc, id limit $2`);
type Row = Record<keyof Omit<RefusedList['refused'][number], 'at' | 'size'>, string | null> & {
  readonly at: Date;
  readonly size: number;
};

/** ISO 18626 messages that were not taken: a library's own, or for operators those of which nobody can tell for whom they were. */
@Controller('api/fulfillment/iso18626/refused')
@May('messages.read')
export class RefusedController {
  constructor(private readonly database: Database) {}

  /** The latest first. */
  @Get()
  @ApiOkResponse({ standardSchema: RefusedList })
  list(@Tenant() tenant: string, @Query({ schema: RefusedQuery }) { before, limit }: RefusedQuery): Promise<RefusedList> {
    return this.database.transaction({ tenant }, async (tx) => {
      const rows = await tx.query<Row>(LIST, [before ?? null, limit + 1]);
      return {
        refused: rows.slice(0, limit).map(({ at, ...row }) => {
          const there = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
          return { ...there, at: at.toISOString() } as RefusedList['refused'][number];
        }),
        more: rows.length > limit,
      };
    });
  }
}
