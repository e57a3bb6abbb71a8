import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { stepFee, type DeskStep } from '../app/patron-fees.ts';
import { FeesQuery } from '../queries/fees.query.ts';
import { FeeList, FeeQuery, PayFeeBody, WaiveFeeBody } from './fee-shapes.ts';
import { Id } from './shapes.ts';

/** What patrons pay, as the desk notes it. Of the patron nothing is known here: fees are found by their request. */
@Controller('api/payment/patron-fees')
@May('fees.take')
export class FeesController {
  constructor(
    private readonly database: Database,
    private readonly query: FeesQuery,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: FeeList })
  async list(@CurrentUser() user: SignedInUser, @Query({ schema: FeeQuery }) { request }: { request: string }): Promise<FeeList> {
    return { fees: await this.query.ofRequest(user, request) };
  }

  /** The patron has paid. */
  @Post(':id/pay')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: FeeList })
  pay(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PayFeeBody }) body: PayFeeBody,
  ): Promise<FeeList> {
    return this.#step(user, id, { type: 'pay', ...body });
  }

  /** The patron was given back what they had paid too much. */
  @Post(':id/refund')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: FeeList })
  refund(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PayFeeBody }) body: PayFeeBody,
  ): Promise<FeeList> {
    return this.#step(user, id, { type: 'refund', ...body });
  }

  /** The library does without it; of what was paid already, it is to be given back then. */
  @Post(':id/waive')
  @HttpCode(200)
  @May('fees.waive')
  @ApiOkResponse({ standardSchema: FeeList })
  waive(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WaiveFeeBody }) body: WaiveFeeBody,
  ): Promise<FeeList> {
    return this.#step(user, id, { type: 'waive', ...body });
  }

  async #step(user: SignedInUser, id: string, step: DeskStep): Promise<FeeList> {
    const { requestId } = await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await stepFee(tx, id, step)),
    );
    return { fees: await this.query.ofRequest(user, requestId!) };
  }
}
