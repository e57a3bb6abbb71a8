import { Body, Controller, Get, HttpCode, Injectable, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { importReport } from '../app/ifm/import-report.ts';
import { readReport } from '../app/ifm/read-report.ts';
import { takeReportLine } from '../app/ifm/take-line.ts';
import type { Settler } from '../domain/ifm/settler.ts';
import { SettlerMonthsQuery } from '../queries/settler-months.query.ts';
import { SettlersQuery } from '../queries/settlers.query.ts';
import {
  IfmFile,
  IfmOpen,
  IfmOpenQuery,
  IfmReasonBody,
  IfmReportList,
  IfmReportShape,
  IfmUploadQuery,
  LineParam,
} from './settler-shapes.ts';
import { SettlerMonthList, SettlerMonthShape } from './settler-month-shapes.ts';
import { MonthParam } from './settling-shapes.ts';
import { Id } from './shapes.ts';

/** A settler's reports of months, held against what the library expects: the same steps, whoever settles. */
@Injectable()
abstract class SettlerController {
  constructor(
    private readonly database: Database,
    private readonly query: SettlersQuery,
    private readonly ofMonths: SettlerMonthsQuery,
  ) {}
  protected abstract readonly by: Settler;

  /** The same file again changes nothing. */
  @Post('reports')
  @May('ifm.reconcile')
  @HttpCode(200)
  @ApiConsumes('text/csv', 'text/plain')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: IfmReportShape })
  async bring(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: IfmUploadQuery }) { name, ...told }: IfmUploadQuery,
    @Body({ schema: IfmFile }) text: string,
  ): Promise<IfmReportShape> {
    const report = unwrap(readReport(this.by, text, told));
    const { id } = await this.database.transaction({ tenant: user.tenant, actor: user.sub }, (tx) =>
      importReport(tx, report, text, name),
    );
    return this.query.report(user.tenant, this.by, id);
  }

  @Get('reports')
  @ApiOkResponse({ standardSchema: IfmReportList })
  async reports(@Tenant() tenant: string): Promise<IfmReportList> {
    return { reports: await this.query.reports(tenant, this.by) };
  }

  @Get('reports/:id')
  @ApiOkResponse({ standardSchema: IfmReportShape })
  report(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<IfmReportShape> {
    return this.query.report(tenant, this.by, id);
  }

  @Get('open')
  @ApiOkResponse({ standardSchema: IfmOpen })
  open(@Tenant() tenant: string, @Query({ schema: IfmOpenQuery }) { currency }: IfmOpenQuery): Promise<IfmOpen> {
    return this.query.open(tenant, this.by, currency);
  }

  /** Month by month as it is billed: debits, credits, fees, what they come to; expected, and as the reports say. */
  @Get('months')
  @ApiOkResponse({ standardSchema: SettlerMonthList })
  monthList(@Tenant() tenant: string, @Query({ schema: IfmOpenQuery }) { currency }: IfmOpenQuery): Promise<SettlerMonthList> {
    return this.ofMonths.months(tenant, this.by, currency);
  }

  @Get('months/:month')
  @ApiOkResponse({ standardSchema: SettlerMonthShape })
  month(
    @Tenant() tenant: string,
    @Param('month', { schema: MonthParam }) month: string,
    @Query({ schema: IfmOpenQuery }) { currency }: IfmOpenQuery,
  ): Promise<SettlerMonthShape> {
    return this.ofMonths.month(tenant, this.by, currency, month);
  }

  @Post('reports/:id/lines/:line/accept')
  @May('ifm.reconcile')
  @HttpCode(204)
  @ApiNoContentResponse()
  accept(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('line', { schema: LineParam }) line: number,
    @Body({ schema: IfmReasonBody }) { reason }: { reason: string },
  ): Promise<void> {
    return this.#take(user, id, line, 'accept', reason);
  }

  @Post('reports/:id/lines/:line/contest')
  @May('ifm.reconcile')
  @HttpCode(204)
  @ApiNoContentResponse()
  contest(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('line', { schema: LineParam }) line: number,
    @Body({ schema: IfmReasonBody }) { reason }: { reason: string },
  ): Promise<void> {
    return this.#take(user, id, line, 'contest', reason);
  }

  async #take(user: SignedInUser, id: string, line: number, how: 'accept' | 'contest', reason: string): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await takeReportLine(tx, this.by, id, line, how, reason)),
    );
  }
}

/** OCLC's reports on IFM. */
@Controller('api/payment/ifm')
@May('ledger.read')
export class IfmController extends SettlerController {
  protected readonly by = 'OCLC';
}

/** Those of EFTS, the fund transfer of medical libraries. */
@Controller('api/payment/efts')
@May('ledger.read')
export class EftsController extends SettlerController {
  protected readonly by = 'EFTS';
}
