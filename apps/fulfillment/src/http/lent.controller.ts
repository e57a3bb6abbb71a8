import { Body, Controller, Get, HttpCode, Logger, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiParam } from '@nestjs/swagger';
import { z } from 'zod';
import { LentBatch, LentBatchResult, LentDetails, LentList, LentWorklist, Moment } from '#lib/contracts';
import { reject, RejectionError, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, inputError, May, MayStep, Policies, toRejection, type SignedInUser } from '#lib/service';
import { actLent } from '../app/lent/act.ts';
import { LENT_ACTIONS, type LentAction } from '../domain/lent/index.ts';
import { LentQuery } from '../queries/lent.query.ts';
import { LENT_ALLOWED_BY, LENT_BODIES, lentAction } from './lent-actions.ts';
import { offeredTo } from './lent-offered.ts';
import { ActionQuery, Id } from './shapes.ts';

const LentListQuery = z.strictObject({
  worklist: LentWorklist.optional().meta({ description: 'What stands on that worklist, the oldest first' }),
  borrower: z.string().min(1).max(80).optional().meta({ description: 'Of that library only, by its symbol; not on a worklist' }),
  before: Moment.optional().meta({ description: 'Those asked for before this moment (on a worklist: after it)' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type LentListQuery = z.infer<typeof LentListQuery>;

const ONE_COPY = reject('invalid-input', 'A barcode is one copy’s, and here are several.', {
  field: 'fields.barcode',
  remedy: 'Take the step with each by itself, or leave the barcode out.',
});

/** What other libraries ask for and have of ours, and what staff do with it. */
@Controller('api/fulfillment/lent')
export class LentController {
  readonly #log = new Logger(LentController.name);

  constructor(
    private readonly database: Database,
    private readonly lent: LentQuery,
    private readonly policies: Policies,
  ) {}

  @Get()
  @May('lent.read')
  @ApiOkResponse({ standardSchema: LentList })
  async list(@CurrentUser() user: SignedInUser, @Query({ schema: LentListQuery }) query: LentListQuery): Promise<LentList> {
    const { lent, ...rest } = await this.lent.list(user.tenant, query);
    return { ...rest, lent: lent.map((item) => offeredTo(user, item)) };
  }

  @Get(':id')
  @May('lent.read')
  @ApiOkResponse({ standardSchema: LentDetails })
  async one(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<LentDetails> {
    return offeredTo(user, await this.lent.one(user.tenant, id));
  }

  /** Each in a transaction of its own: what one refuses stops no other. */
  @Post('batch/:action')
  @MayStep('action', LENT_ALLOWED_BY)
  @HttpCode(200)
  @ApiParam({ name: 'action', enum: LENT_ACTIONS })
  @ApiOkResponse({ standardSchema: LentBatchResult })
  async actOnMany(
    @CurrentUser() user: SignedInUser,
    @Param('action') action: string,
    @Body({ schema: LentBatch }) { lent, fields }: LentBatch,
  ): Promise<LentBatchResult> {
    const checked = fieldsFor(lentAction(action), fields);
    if (lent.length > 1 && 'barcode' in checked) throw new RejectionError(ONE_COPY);
    const results: LentBatchResult['results'] = [];
    for (const one of lent) results.push(await this.#one(user, lentAction(action), checked, one));
    const done = results.filter(({ status }) => status !== undefined).length;
    return { done, refused: results.length - done, results };
  }

  @Post(':id/settle/:question')
  @May('lending.settle')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LentDetails })
  settle(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('question') questionId: string,
    @Body() body: unknown,
  ): Promise<LentDetails> {
    return this.#act(user, id, 'settle', { ...fieldsFor('settle', body), questionId });
  }

  @Post(':id/:action')
  @MayStep('action', LENT_ALLOWED_BY)
  @HttpCode(200)
  @ApiParam({ name: 'action', enum: LENT_ACTIONS })
  @ApiBody({ schema: { type: 'object', description: 'The fields of the action, as it is offered with them' } })
  @ApiOkResponse({ standardSchema: LentDetails })
  act(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('action') action: string,
    @Query({ schema: ActionQuery }) { version }: { version?: number },
    @Body() body: unknown,
  ): Promise<LentDetails> {
    return this.#act(user, id, lentAction(action), fieldsFor(lentAction(action), body), version);
  }

  async #act(
    user: SignedInUser,
    id: string,
    action: LentAction | 'settle',
    fields: object,
    version?: number,
  ): Promise<LentDetails> {
    const scope = { tenant: user.tenant, actor: user.sub };
    return this.database.transaction(scope, async (tx) => {
      unwrap(await actLent(tx, this.policies, { id, action, fields, version }));
      return offeredTo(user, await this.lent.in(tx, id));
    });
  }

  async #one(
    user: SignedInUser,
    action: LentAction,
    fields: object,
    { id, version }: LentBatch['lent'][number],
  ): Promise<LentBatchResult['results'][number]> {
    const scope = { tenant: user.tenant, actor: user.sub };
    try {
      const { status } = await this.database.transaction(scope, async (tx) =>
        unwrap(await actLent(tx, this.policies, { id, action, fields, version })),
      );
      return { id, status };
    } catch (error) {
      const { status, rejection } = toRejection(error, 'POST', `/api/fulfillment/lent/${id}/${action}`);
      if (status >= 500) this.#log.error(error instanceof Error ? error : new Error(String(error)));
      const { code, message: detail, remedy } = rejection;
      return { id, problem: { code, detail, ...(remedy ? { remedy } : {}) } };
    }
  }
}

/** @throws inputError naming the fields at fault */
function fieldsFor(action: LentAction | 'settle', body: unknown): object {
  const fields = LENT_BODIES[action].safeParse(body ?? {});
  if (!fields.success) throw inputError(fields.error.issues as unknown as Parameters<typeof inputError>[0]);
  return fields.data;
}
