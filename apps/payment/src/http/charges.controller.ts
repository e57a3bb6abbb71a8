import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, Policies, type SignedInUser } from '#lib/service';
import { settleByHand, settleByPolicy } from '../app/settle-charge.ts';
import { Id, SettleBody } from './shapes.ts';

/** What lenders charge, where the charges policy leaves it to a person how that is settled. */
@Controller('api/payment/charges')
@May('charges.settle')
export class ChargesController {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
  ) {}

  @Post(':id/settle')
  @HttpCode(204)
  @ApiNoContentResponse()
  async settle(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SettleBody }) { means, reason }: SettleBody,
  ): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await settleByHand(tx, id, means, reason)),
    );
  }

  @Post(':id/ask-policy')
  @HttpCode(204)
  @ApiNoContentResponse()
  async askPolicy(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await settleByPolicy(tx, this.policies, id)),
    );
  }
}
