import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { WorkbookList } from '#lib/contracts';
import { isPractice, reject, unwrap, type Clock } from '#lib/kernel';
import { CLOCK } from '#lib/messaging';
import { AccessLog, CurrentUser, httpRejection, May, type SignedInUser, Snapshot } from '#lib/service';
import { PRACTICE } from '#lib/workbook';
import { libraryOf } from '../queries/library.ts';
import { periodOf } from '../queries/period.ts';
import { wallClock } from '../reports/sql.ts';
import { reports } from '../reports/index.ts';
import { writeWorkbook } from '../workbook/write-workbook.ts';
import { PeriodQuery } from './period-query.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('reporting')
@Controller('api/reporting/workbooks')
@May('reports.read')
export class WorkbooksController {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly access: AccessLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The workbooks there are. */
  @Get()
  @ApiOkResponse({ standardSchema: WorkbookList })
  list(): WorkbookList {
    return { workbooks: reports.map(({ name, title, description }) => ({ name, title, description })) };
  }

  /** A workbook of a period, written as it is read. */
  @Get(':file')
  @ApiProduces(XLSX)
  @ApiQuery({ name: 'from', required: false, description: 'First day, by the library’s time zone', example: '2025-01-01' })
  @ApiQuery({ name: 'to', required: false, description: 'Last day, included', example: '2025-10-06' })
  async workbook(
    @Param('file') file: string,
    @Query({ schema: PeriodQuery }) asked: PeriodQuery,
    @CurrentUser() { tenant, sub: account, actingFrom }: SignedInUser,
    @Res() response: Response,
  ): Promise<void> {
    const report = reports.find(({ name }) => `${name}.xlsx` === file);
    if (!report) {
      const there = reports.map(({ name }) => `${name}.xlsx`).join(', ');
      throw httpRejection(
        404,
        reject('unknown-workbook', `There is no workbook "${file}".`, { field: 'file', remedy: `There is: ${there}` }),
      );
    }
    // before the first byte leaves
    await this.access.note({ tenant, account, actingFrom, kind: 'workbook', subjects: [file], detail: { ...asked } });
    await this.snapshot.read(tenant, async (source) => {
      const library = await libraryOf(source, tenant);
      const now = this.clock.now();
      const period = unwrap(periodOf(asked, now, library.timeZone));
      const [clock] = await source.all<{ now: number }>(
        `select extract(epoch from ($1::timestamptz at time zone $2))::float8 as now`,
        [now, library.timeZone],
      );
      response.setHeader('content-type', XLSX);
      response.setHeader('cache-control', 'private, no-store');
      response.setHeader(
        'content-disposition',
        `attachment; filename="${isPractice(tenant) ? `${PRACTICE}-` : ''}${report.name}-${tenant}-${period.from}-${period.to}.xlsx"`,
      );
      await writeWorkbook(report, { library, ...period, madeAt: wallClock(clock?.now ?? 0)! }, source, response);
    });
  }
}
