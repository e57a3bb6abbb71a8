import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { money, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { acceptStatement, moveDeposit, openDeposit, stateDeposit, takeBackMove } from '../app/deposits.ts';
import { DepositsQuery } from '../queries/deposits.query.ts';
import { DepositBody, DepositList, DepositQuery, MoveBody, ProviderParam, StatementBody } from './deposit-shapes.ts';
import { Nth } from './settling-shapes.ts';
import { ReasonBody } from './shapes.ts';

interface Currency {
  readonly currency: string;
}

/** Money kept with providers, from which what they charge is paid. */
@Controller('api/payment/deposits')
@May('deposits.manage')
export class DepositsController {
  constructor(
    private readonly database: Database,
    private readonly query: DepositsQuery,
  ) {}

  @Get()
  @May('ledger.read')
  @ApiOkResponse({ standardSchema: DepositList })
  async list(@Tenant() tenant: string): Promise<DepositList> {
    return { deposits: await this.query.list(tenant) };
  }

  /** Opens it, or says anew from how little on somebody is told. */
  @Put(':provider')
  @ApiOkResponse({ standardSchema: DepositList })
  open(
    @CurrentUser() user: SignedInUser,
    @Param('provider', { schema: ProviderParam }) provider: string,
    @Query({ schema: DepositQuery }) { currency }: Currency,
    @Body({ schema: DepositBody }) { low }: { low?: number | undefined },
  ): Promise<DepositList> {
    return this.#step(user, (tx) => openDeposit(tx, { provider, currency }, low));
  }

  /** Money was sent there, or came back. The same again changes nothing. */
  @Post(':provider/moves')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: DepositList })
  move(
    @CurrentUser() user: SignedInUser,
    @Param('provider', { schema: ProviderParam }) provider: string,
    @Query({ schema: DepositQuery }) { currency }: Currency,
    @Body({ schema: MoveBody }) { minor, on, reference }: { minor: number; on: string; reference: string },
  ): Promise<DepositList> {
    const amount = money(minor, currency);
    return this.#step(user, (tx) => moveDeposit(tx, { provider, currency }, { amount, on, reference }));
  }

  /** It was noted wrongly. */
  @Post(':provider/moves/:nth/take-back')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: DepositList })
  takeBack(
    @CurrentUser() user: SignedInUser,
    @Param('provider', { schema: ProviderParam }) provider: string,
    @Param('nth', { schema: Nth }) nth: number,
    @Query({ schema: DepositQuery }) { currency }: Currency,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<DepositList> {
    return this.#step(user, (tx) => takeBackMove(tx, { provider, currency }, nth - 1, reason));
  }

  /** What the provider says is left: held against the books, and a task where they differ. */
  @Post(':provider/statements')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: DepositList })
  state(
    @CurrentUser() user: SignedInUser,
    @Param('provider', { schema: ProviderParam }) provider: string,
    @Query({ schema: DepositQuery }) { currency }: Currency,
    @Body({ schema: StatementBody }) { says, on }: { says: number; on: string },
  ): Promise<DepositList> {
    return this.#step(user, (tx) => stateDeposit(tx, { provider, currency }, says, on));
  }

  /** The statement is right: the difference is posted. */
  @Post(':provider/statements/accept')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: DepositList })
  accept(
    @CurrentUser() user: SignedInUser,
    @Param('provider', { schema: ProviderParam }) provider: string,
    @Query({ schema: DepositQuery }) { currency }: Currency,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<DepositList> {
    return this.#step(user, (tx) => acceptStatement(tx, { provider, currency }, reason));
  }

  async #step(user: SignedInUser, work: (tx: Tx) => Promise<Result<void, Rejection>>): Promise<DepositList> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => unwrap(await work(tx)));
    return { deposits: await this.query.list(user.tenant) };
  }
}
