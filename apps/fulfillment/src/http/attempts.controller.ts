import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiParam } from '@nestjs/swagger';
import { stepsFor, SupplyAttempt, SupplyAttemptList } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, inputError, May, MayStep, type SignedInUser } from '#lib/service';
import { act } from '../app/act.ts';
import { STAFF_ACTIONS, type StaffAction } from '../domain/attempt/index.ts';
import { AttemptsQuery } from '../queries/attempts.query.ts';
import { ALLOWED_BY, allowedByTask } from './allowed-by.ts';
import { ACTION_BODIES, ActionQuery, Id, isAction, noAction } from './shapes.ts';

/** An attempt with those of its next steps that are open to a person. */
const offeredTo = (user: SignedInUser, attempt: SupplyAttempt): SupplyAttempt => ({
  ...attempt,
  actions: stepsFor(user, attempt.actions, allowedByTask),
});

/** What staff see of a request's supply attempts, and do with them. */
@Controller('api/fulfillment')
export class AttemptsController {
  constructor(
    private readonly database: Database,
    private readonly attempts: AttemptsQuery,
  ) {}

  @Get('requests/:id/attempts')
  @May('attempts.read')
  @ApiOkResponse({ standardSchema: SupplyAttemptList })
  async list(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<SupplyAttemptList> {
    const { attempts } = await this.attempts.ofRequest(user.tenant, id);
    return { attempts: attempts.map((attempt) => offeredTo(user, attempt)) };
  }

  @Post('attempts/:id/settle/:question')
  @May('attempts.settle')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SupplyAttempt })
  settle(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) attemptId: string,
    @Param('question') questionId: string,
    @Body() body: unknown,
  ): Promise<SupplyAttempt> {
    return this.#act(user, attemptId, 'settle', body, { questionId });
  }

  @Post('attempts/:id/:action')
  @MayStep('action', ALLOWED_BY)
  @HttpCode(200)
  @ApiParam({ name: 'action', enum: STAFF_ACTIONS })
  @ApiBody({ schema: { type: 'object', description: 'The fields of the action, as the task lists them' } })
  @ApiOkResponse({ standardSchema: SupplyAttempt })
  act(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) attemptId: string,
    @Param('action') action: string,
    @Query({ schema: ActionQuery }) { version }: { version?: number },
    @Body() body: unknown,
  ): Promise<SupplyAttempt> {
    if (!isAction(action)) throw noAction(action);
    return this.#act(user, attemptId, action, body, {}, version);
  }

  async #act(
    user: SignedInUser,
    attemptId: string,
    action: StaffAction | 'settle',
    body: unknown,
    more: object,
    version?: number,
  ): Promise<SupplyAttempt> {
    const fields = ACTION_BODIES[action].safeParse(body ?? {});
    if (!fields.success) throw inputError(fields.error.issues as unknown as Parameters<typeof inputError>[0]);
    const step = { attemptId, action, fields: { ...fields.data, ...more }, version };
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => {
      unwrap(await act(tx, step));
      return offeredTo(user, await this.attempts.in(tx, attemptId));
    });
  }
}
