import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { closeMonth } from '../app/close-month.ts';
import { SettlingQuery } from '../queries/settling.query.ts';
import { MonthList, MonthParam, StatementQuery, StatementShape } from './settling-shapes.ts';
import { shownStatement } from './shown-statement.ts';

/** What the consortium settles between its members, for one library, month by month. */
@Controller('api/payment/statements')
@May('ledger.read')
export class StatementsController {
  constructor(
    private readonly query: SettlingQuery,
    private readonly database: Database,
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

  @Post(':month/close')
  @May('months.close')
  @HttpCode(204)
  @ApiNoContentResponse()
  async close(@CurrentUser() user: SignedInUser, @Param('month', { schema: MonthParam }) month: string): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => unwrap(await closeMonth(tx, month)));
  }
}
