import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Figures } from '#lib/contracts';
import { unwrap, type Clock } from '#lib/kernel';
import { CLOCK } from '#lib/messaging';
import { May, Snapshot, Tenant } from '#lib/service';
import { figures } from '../queries/figures.ts';
import { libraryOf } from '../queries/library.ts';
import { periodOf } from '../queries/period.ts';
import { PeriodQuery } from './period-query.ts';

@ApiTags('reporting')
@Controller('api/reporting/figures')
@May('reports.read')
export class FiguresController {
  constructor(
    private readonly snapshot: Snapshot,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What happened in a period, in figures. */
  @Get()
  @ApiOkResponse({ standardSchema: Figures })
  get(@Query({ schema: PeriodQuery }) asked: PeriodQuery, @Tenant() tenant: string): Promise<Figures> {
    return this.snapshot.read(tenant, async (source) => {
      const { timeZone, ...library } = await libraryOf(source, tenant);
      const now = this.clock.now();
      const period = unwrap(periodOf(asked, now, timeZone));
      return { library, period, madeAt: now.toISOString(), ...(await figures(source, period)) };
    });
  }
}
