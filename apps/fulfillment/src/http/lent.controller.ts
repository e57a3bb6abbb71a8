import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { LentList, Moment } from '#lib/contracts';
import { May, Tenant } from '#lib/service';
import { LentQuery } from '../queries/lent.query.ts';

const LentListQuery = z.strictObject({
  before: Moment.optional().meta({ description: 'Those asked for before this moment' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type LentListQuery = z.infer<typeof LentListQuery>;

/** What the library was asked for by other members and lent them; to be read only, as lending itself is not yet done here. */
@Controller('api/fulfillment/lent')
@May('lent.read')
export class LentController {
  constructor(private readonly lent: LentQuery) {}

  @Get()
  @ApiOkResponse({ standardSchema: LentList })
  list(@Tenant() tenant: string, @Query({ schema: LentListQuery }) { before, limit }: LentListQuery): Promise<LentList> {
    return this.lent.list(tenant, before, limit);
  }
}
