import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { money, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CONFIG, CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { setAllocation } from '../app/set-allocation.ts';
import type { PaymentConfig } from '../config.ts';
import { FundsQuery } from '../queries/funds.query.ts';
import { AllocationBody, Fund, FundCode, FundList } from './shapes.ts';

@Controller('api/payment/funds')
export class FundsController {
  constructor(
    private readonly database: Database,
    private readonly funds: FundsQuery,
    @Inject(CONFIG) private readonly config: PaymentConfig,
  ) {}

  @Get()
  @May('funds.read')
  @ApiOkResponse({ standardSchema: FundList })
  async list(@Tenant() tenant: string): Promise<{ funds: Fund[] }> {
    return { funds: await this.funds.list(tenant) };
  }

  @Put(':code')
  @May('funds.allocate')
  @ApiOkResponse({ standardSchema: Fund })
  async allocate(
    @CurrentUser() user: SignedInUser,
    @Param('code', { schema: FundCode }) code: string,
    @Body({ schema: AllocationBody }) body: AllocationBody,
  ): Promise<Fund> {
    const wanted = { ...body, code, allocated: money(body.allocated.minor, body.allocated.currency) };
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await setAllocation(tx, wanted, this.config.FISCAL_YEAR_STARTS)),
    );
    const funds = await this.funds.list(user.tenant);
    return funds.find((fund) => fund.code === code)!;
  }
}
