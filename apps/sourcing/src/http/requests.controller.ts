import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { DecisionList, may } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { closeUnfilled, lookAgain } from '../app/close.ts';
import { ByHand, decideByHand } from '../app/decide-by-hand.ts';
import { Sourcing } from '../app/sourcing.ts';
import { DecisionsQuery } from '../queries/decisions.query.ts';
import { Id, ReasonBody } from './shapes.ts';

@Controller('api/sourcing/requests/:id')
export class RequestsController {
  constructor(
    private readonly database: Database,
    private readonly sourcing: Sourcing,
    private readonly decisions: DecisionsQuery,
  ) {}

  /** Every decision of a request with its facts, every rule tried, and the explanation. A patron sees those of their own requests. */
  @Get('decisions')
  @May('decisions.read', 'decisions.read-own')
  @ApiOkResponse({ standardSchema: DecisionList })
  list(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<DecisionList> {
    const onlyOf = may(user, 'decisions.read') ? undefined : (user.patronRef ?? 'nobody');
    return this.decisions.list(user.tenant, id, onlyOf);
  }

  /** Staff choose what happens next; the reason is kept beside what the rules had chosen. */
  @Post('decide')
  @May('requests.decide')
  @HttpCode(204)
  @ApiNoContentResponse()
  async decide(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ByHand }) chosen: ByHand,
  ): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await decideByHand(this.sourcing, tx, id, chosen)),
    );
  }

  @Post('close')
  @May('requests.close-unfilled')
  @HttpCode(204)
  @ApiNoContentResponse()
  async close(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await closeUnfilled(this.sourcing, tx, id, reason)),
    );
  }

  /** Everything is looked up and decided afresh. */
  @Post('look-again')
  @May('requests.look-again')
  @HttpCode(204)
  @ApiNoContentResponse()
  async lookAgain(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await lookAgain(this.sourcing, tx, id)),
    );
  }
}
