import { Body, Controller, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam } from '@nestjs/swagger';
import type { Response } from 'express';
import { BatchStep, BatchStepResult } from '#lib/contracts';
import { CurrentUser, inputError, MayStep, ProposesEach, type SignedInUser } from '#lib/service';
import { BatchSteps } from './batch-steps.ts';
import { STAFF_ACTIONS } from '../domain/attempt/index.ts';
import { ALLOWED_BY } from './allowed-by.ts';
import { ACTION_BODIES, isAction, noAction } from './shapes.ts';

/** One step with many attempts at once. */
@Controller('api/fulfillment/batch')
export class BatchController {
  constructor(private readonly steps: BatchSteps) {}

  /**
   * Each in a transaction of its own: what one refuses stops no other. Answered 202 where all that could be done waits for a supervisor’s
   * release.
   */
  @Post(':action')
  @MayStep('action', ALLOWED_BY)
  @ProposesEach()
  @ApiParam({ name: 'action', enum: STAFF_ACTIONS })
  @ApiOkResponse({ standardSchema: BatchStepResult })
  async actOnMany(
    @CurrentUser() user: SignedInUser,
    @Param('action') action: string,
    @Body({ schema: BatchStep }) { attempts, fields }: BatchStep,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchStepResult> {
    if (!isAction(action)) throw noAction(action);
    const checked = ACTION_BODIES[action].safeParse(fields);
    if (!checked.success) throw inputError(checked.error.issues as unknown as Parameters<typeof inputError>[0]);
    const result = await this.steps.carryOut(user, { action, needs: ALLOWED_BY[action], fields: checked.data, attempts });
    response.status(result.proposed > 0 && !result.done ? HttpStatus.ACCEPTED : HttpStatus.OK);
    return result;
  }
}
