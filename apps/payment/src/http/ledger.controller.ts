import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { May, Tenant } from '#lib/service';
import { EntriesQuery } from '../queries/entries.query.ts';
import { TrialBalanceQuery as Balances } from '../queries/trial-balance.query.ts';
import { EntryList, EntryQuery, Id, RequestMoney, TrialBalance, TrialBalanceQuery, type LedgerEntry } from './shapes.ts';

@Controller('api/payment')
@May('ledger.read')
export class LedgerController {
  constructor(
    private readonly entries: EntriesQuery,
    private readonly balances: Balances,
  ) {}

  @Get('entries')
  @ApiOkResponse({ standardSchema: EntryList })
  list(
    @Tenant() tenant: string,
    @Query({ schema: EntryQuery }) query: EntryQuery,
  ): Promise<{ entries: LedgerEntry[]; next?: string }> {
    return this.entries.page(tenant, query);
  }

  @Get('requests/:id')
  @ApiOkResponse({ standardSchema: RequestMoney })
  ofRequest(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<RequestMoney> {
    return this.entries.ofRequest(tenant, id);
  }

  @Get('trial-balance')
  @ApiOkResponse({ standardSchema: TrialBalance })
  trialBalance(@Tenant() tenant: string, @Query({ schema: TrialBalanceQuery }) { at }: { at?: string }): Promise<TrialBalance> {
    return this.balances.at(tenant, at);
  }
}
