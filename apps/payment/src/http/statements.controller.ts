import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { Response } from 'express';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { BASE_CONFIG, consoleUrl, CurrentUser, May, Tenant, type BaseConfig, type SignedInUser } from '#lib/service';
import { closeMonth } from '../app/close-month.ts';
import { SettlingQuery } from '../queries/settling.query.ts';
import { StatementsQuery } from '../queries/statements.query.ts';
import { MonthList, MonthParam, StatementPageQuery, StatementQuery, StatementShape } from './settling-shapes.ts';
import { shownStatement } from './shown-statement.ts';
import { statementPdf } from './statement-pdf.ts';
import { writeStatement } from './statement-workbook.ts';

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What the consortium settles between its members, for one library, month by month. */
@Controller('api/payment/statements')
@May('ledger.read')
export class StatementsController {
  constructor(
    private readonly query: SettlingQuery,
    private readonly statements: StatementsQuery,
    private readonly database: Database,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: MonthList })
  async months(@Tenant() tenant: string): Promise<MonthList> {
    return { months: await this.query.months(tenant) };
  }

  /** The month's figures, and its lines: 500 at once, those after one with `after`. */
  @Get(':month')
  @ApiOkResponse({ standardSchema: StatementShape })
  statement(
    @Tenant() tenant: string,
    @Param('month', { schema: MonthParam }) month: string,
    @Query({ schema: StatementPageQuery }) { currency, after }: { currency: string; after?: string },
  ): Promise<StatementShape> {
    return this.statements.statement(tenant, month, currency, (found) => shownStatement(month, found, after));
  }

  /** The statement as a workbook, written as it is read; each of its lines with a link to the request it comes from. */
  @Get(':month/statement.xlsx')
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  workbook(
    @Tenant() tenant: string,
    @Param('month', { schema: MonthParam }) month: string,
    @Query({ schema: StatementQuery }) { currency }: { currency: string },
    @Res() response: Response,
  ): Promise<void> {
    return this.statements.statement(tenant, month, currency, (found) => {
      response.setHeader('content-type', XLSX);
      response.setHeader('cache-control', 'private, no-store');
      response.setHeader('content-disposition', `attachment; filename="statement-${tenant}-${month}-${currency}.xlsx"`);
      return writeStatement(tenant, month, found, consoleUrl(this.base), response);
    });
  }

  /** The statement as pages, to print or to file; each of its lines leads to its request. Of more than 2,000 lines the figures only. */
  @Get(':month/statement.pdf')
  @Header('cache-control', 'private, no-store')
  @ApiProduces(PDF)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pages(
    @Tenant() tenant: string,
    @Param('month', { schema: MonthParam }) month: string,
    @Query({ schema: StatementQuery }) { currency }: { currency: string },
  ): Promise<StreamableFile> {
    const bytes = await this.statements.statement(tenant, month, currency, (found) =>
      statementPdf(tenant, month, found, consoleUrl(this.base)),
    );
    return new StreamableFile(bytes, {
      type: PDF,
      disposition: `inline; filename="statement-${tenant}-${month}-${currency}.pdf"`,
    });
  }

  @Post(':month/close')
  @May('months.close')
  @HttpCode(204)
  @ApiNoContentResponse()
  async close(@CurrentUser() user: SignedInUser, @Param('month', { schema: MonthParam }) month: string): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => unwrap(await closeMonth(tx, month)));
  }
}
