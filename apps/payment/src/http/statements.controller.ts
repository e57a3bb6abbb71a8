import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { BASE_CONFIG, consoleUrl, CurrentUser, May, Tenant, type BaseConfig, type SignedInUser } from '#lib/service';
import { closeMonth } from '../app/close-month.ts';
import { SettlingQuery } from '../queries/settling.query.ts';
import { MonthList, MonthParam, StatementQuery, StatementShape } from './settling-shapes.ts';
import { shownStatement } from './shown-statement.ts';
import { statementPdf } from './statement-pdf.ts';
import { statementWorkbook } from './statement-workbook.ts';

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What the consortium settles between its members, for one library, month by month. */
@Controller('api/payment/statements')
@May('ledger.read')
export class StatementsController {
  constructor(
    private readonly query: SettlingQuery,
    private readonly database: Database,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: MonthList })
  async months(@Tenant() tenant: string): Promise<MonthList> {
    return { months: await this.query.months(tenant) };
  }

  @Get(':month')
  @ApiOkResponse({ standardSchema: StatementShape })
  async statement(
    @Tenant() tenant: string,
    @Param('month', { schema: MonthParam }) month: string,
    @Query({ schema: StatementQuery }) { currency }: { currency: string },
  ): Promise<StatementShape> {
    return shownStatement(month, unwrap(await this.query.statement(tenant, month, currency)));
  }

  /** The statement as a workbook, each of its lines with a link to the request it comes from. */
  @Get(':month/statement.xlsx')
  @Header('cache-control', 'private, no-store')
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async workbook(
    @Tenant() tenant: string,
    @Param('month', { schema: MonthParam }) month: string,
    @Query({ schema: StatementQuery }) { currency }: { currency: string },
  ): Promise<StreamableFile> {
    const statement = unwrap(await this.query.statement(tenant, month, currency));
    const bytes = await statementWorkbook(tenant, month, statement, consoleUrl(this.base));
    return new StreamableFile(bytes, {
      type: XLSX,
      disposition: `attachment; filename="statement-${tenant}-${month}-${currency}.xlsx"`,
    });
  }

  /** The statement as pages, to print or to file; each of its lines leads to its request. */
  @Get(':month/statement.pdf')
  @Header('cache-control', 'private, no-store')
  @ApiProduces(PDF)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pages(
    @Tenant() tenant: string,
    @Param('month', { schema: MonthParam }) month: string,
    @Query({ schema: StatementQuery }) { currency }: { currency: string },
  ): Promise<StreamableFile> {
    const statement = unwrap(await this.query.statement(tenant, month, currency));
    const bytes = await statementPdf(tenant, month, statement, consoleUrl(this.base));
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
