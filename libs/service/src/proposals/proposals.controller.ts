import { Body, Controller, Get, HttpCode, Param, Post, Res, type Type } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { RequestListener } from 'node:http';
import type { Response } from 'express';
import { z } from 'zod';
import { ACTIONS, may, Sentence, TaskList, type ProposedStep, type Task, type TaskAction } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '../auth/user.ts';
import type { ServiceName } from '../run/definition.ts';
import { inject } from './inject.ts';
import type { ProposalState } from './proposal.ts';
import { LAPSES_AFTER_DAYS, Proposals } from './proposals.ts';

const Id = z.uuid();
const Reason = z.strictObject({ reason: Sentence }).meta({ id: 'SendBack' });
const MOST = 200;
/** Of the library, and what came back of one's own ($1); who is of a branch ($2) sees their own only. */
const LIST = statement(`select id, state from proposal
  where (status = 'proposed' and not $2::boolean) or (status in ('proposed', 'sent-back', 'lapsed') and proposed_by = $1)
  order by since limit ${MOST + 1}`);

/** What student workers propose in a service: the supervisor's worklist, and what came back for the one who proposed it. */
export function proposalsController(service: ServiceName): Type {
  @Controller(`api/${service}/proposals`)
  class ProposalsController {
    constructor(
      private readonly database: Database,
      private readonly proposals: Proposals,
      private readonly host: HttpAdapterHost,
    ) {}

    /** As tasks: to be released, and (one's own) sent back. */
    @Get()
    @May('proposals.read')
    @ApiOkResponse({ standardSchema: TaskList })
    async list(@CurrentUser() user: SignedInUser): Promise<TaskList> {
      const rows = await this.database.transaction({ tenant: user.tenant }, (tx) =>
        tx.query<{ id: string; state: ProposalState }>(LIST, [user.sub, user.branch !== undefined]),
      );
      const tasks = rows.slice(0, MOST).map(({ id, state }) => taskOf(service, user, id, state));
      return { tasks, more: rows.length > MOST };
    }

    /** Carries it out as it was proposed. The answer is that of the step itself: where it is refused by now, the proposal waits on. */
    @Post(':id/release')
    @May('proposals.release')
    async release(
      @CurrentUser() user: SignedInUser,
      @Param('id', { schema: Id }) id: string,
      @Res() response: Response,
    ): Promise<void> {
      const listener = this.host.httpAdapter.getInstance<RequestListener>();
      const { status, body } = await this.proposals.release(user, id, (request) => inject(listener, request));
      response.status(status).type(status < 400 ? 'application/json' : 'application/problem+json');
      response.send(body);
    }

    @Post(':id/send-back')
    @May('proposals.release')
    @HttpCode(204)
    @ApiNoContentResponse()
    async sendBack(
      @CurrentUser() user: SignedInUser,
      @Param('id', { schema: Id }) id: string,
      @Body({ schema: Reason }) { reason }: z.infer<typeof Reason>,
    ): Promise<void> {
      await this.proposals.sendBack(user, id, reason);
    }

    @Post(':id/withdraw')
    @May('proposals.withdraw')
    @HttpCode(204)
    @ApiNoContentResponse()
    async withdraw(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
      await this.proposals.withdraw(user, id);
    }
  }
  return ProposalsController;
}

function taskOf(service: ServiceName, user: SignedInUser, id: string, state: ProposalState): Task {
  const path = `/api/${service}/proposals/${id}`;
  const { proposed, status, since, deadline } = state;
  const { by, requestId, title } = proposed!;
  const own = by === user.sub;
  const step = (name: string, end: string, more: Partial<TaskAction> = {}): TaskAction => ({
    name,
    method: 'POST',
    path: `${path}/${end}`,
    fields: [],
    primary: false,
    ...more,
  });
  const release = !own && status === 'proposed' && may(user, 'proposals.release');
  return {
    id: `proposal-${id}`,
    service: service as Task['service'],
    kind: release ? 'to-release' : status === 'proposed' ? 'proposed' : 'sent-back',
    requestId,
    library: user.tenant,
    title,
    reason: reasonOf(state, own),
    since,
    ...(deadline && { deadline }),
    proposed: proposedOf(state, own),
    actions: [
      ...(release
        ? [
            step('release-proposal', 'release', { primary: true }),
            step('send-back-proposal', 'send-back', { fields: [{ name: 'reason', kind: 'text', required: true }] }),
          ]
        : []),
      ...(own && may(user, 'proposals.withdraw')
        ? [
            status === 'proposed'
              ? step('withdraw-proposal', 'withdraw')
              : step('put-away-proposal', 'withdraw', { primary: true }),
          ]
        : []),
    ],
  };
}

/** Why it stands in the queue, in a sentence. */
function reasonOf({ status, proposed, answer }: ProposalState, own: boolean): string {
  const says = ACTIONS[proposed!.action].says;
  if (status === 'sent-back') return `Sent back: ${answer?.reason ?? ''}`.slice(0, 2000);
  if (status === 'lapsed') return `Nobody released it in ${LAPSES_AFTER_DAYS} days: ${says}`;
  return own ? `Waits for a supervisor: ${says}` : `A student worker proposes: ${says}`;
}

/** The step by its name, with what was filled in and what would follow. */
function proposedOf({ status, proposed, answer }: ProposalState, own: boolean): ProposedStep {
  const { path, body, by, would } = proposed!;
  const step = (path.split('?')[0] ?? '').split('/').at(-1) ?? '';
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).map(([name, value]) => ({ name, value }));
  const state = status as ProposedStep['state'];
  return { step, by, own, state, fields, would: [...would], ...(answer?.reason && { reason: answer.reason }) };
}
