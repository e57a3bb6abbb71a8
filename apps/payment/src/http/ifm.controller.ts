import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { importIfmReport } from '../app/ifm/import-ifm-report.ts';
import { readIfmReport } from '../app/ifm/read-ifm-report.ts';
import { takeIfmLine } from '../app/ifm/take-ifm-line.ts';
import { IfmQuery } from '../queries/ifm.query.ts';
import {
  IfmFile,
  IfmOpen,
  IfmOpenQuery,
  IfmReasonBody,
  IfmReportList,
  IfmReportShape,
  IfmUploadQuery,
  LineParam,
} from './ifm-shapes.ts';
import { Id } from './shapes.ts';

/** OCLC's reports on IFM, held against what the library expects. */
@Controller('api/payment/ifm')
@May('ledger.read')
export class IfmController {
  constructor(
    private readonly database: Database,
    private readonly query: IfmQuery,
  ) {}

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
    const report = unwrap(readIfmReport(text, told));
    const { id } = await this.database.transaction({ tenant: user.tenant, actor: user.sub }, (tx) =>
      importIfmReport(tx, report, text, name),
    );
    return this.query.report(user.tenant, id);
  }

  @Get('reports')
  @ApiOkResponse({ standardSchema: IfmReportList })
  async reports(@Tenant() tenant: string): Promise<IfmReportList> {
    return { reports: await this.query.reports(tenant) };
  }

  @Get('reports/:id')
  @ApiOkResponse({ standardSchema: IfmReportShape })
  report(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<IfmReportShape> {
    return this.query.report(tenant, id);
  }

  @Get('open')
  @ApiOkResponse({ standardSchema: IfmOpen })
  open(@Tenant() tenant: string, @Query({ schema: IfmOpenQuery }) { currency }: { currency: string }): Promise<IfmOpen> {
    return this.query.open(tenant, currency);
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
      unwrap(await takeIfmLine(tx, id, line, how, reason)),
    );
  }
}
