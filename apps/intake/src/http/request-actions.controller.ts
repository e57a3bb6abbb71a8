import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { RequestSummary } from '#lib/contracts';
import { reject, RejectionError, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { CurrentUser, May, PatronKeys, type SignedInUser } from '#lib/service';
import { answerQuestion } from '../app/answer-question.ts';
import { cancelRequest, cancelSet } from '../app/cancel-request.ts';
import { correctRequest } from '../app/correct-request.ts';
import { goOn } from '../app/go-on.ts';
import { notObtained } from '../app/not-obtained.ts';
import { findPatron, type KnownPatron } from '../app/patrons.ts';
import { renewLoan } from '../app/renew-loan.ts';
import type { Person, RequestState } from '../domain/request/request.ts';
import { RequestPageQuery } from '../queries/request-page.query.ts';
import { RequestTenantQuery } from '../queries/request-tenant.query.ts';
import { AnswerBody, CancelBody, CorrectBody, Id, NotObtainedBody } from './shapes.ts';
import { actorOf, atDesk, whoseRequests } from './who.ts';

/** What people do with a request. Patrons with their own, staff with their library's. */
@Controller('api/intake/requests/:id')
export class RequestActionsController {
  constructor(
    private readonly database: Database,
    private readonly keys: PatronKeys,
    private readonly pages: RequestPageQuery,
    private readonly tenants: RequestTenantQuery,
  ) {}

  @Post('cancel')
  @May('requests.cancel', 'requests.cancel-own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RequestSummary })
  cancel(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CancelBody }) { reason, whole }: CancelBody,
  ) {
    return this.#act(user, 'cancel', id, (tx, by) => (whole ? cancelSet : cancelRequest)(tx, id, by, reason));
  }

  @Post('answer')
  @May('requests.answer', 'requests.answer-own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RequestSummary })
  answer(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AnswerBody }) body: AnswerBody,
  ) {
    return this.#act(user, 'answer', id, (tx, by) => answerQuestion(tx, id, by, body));
  }

  /** Who has it on loan wants to keep it longer: its lender is asked. */
  @Post('renew')
  @May('requests.renew', 'requests.renew-own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RequestSummary })
  renew(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string) {
    return this.#act(user, 'renew', id, (tx, by) => renewLoan(tx, id, by));
  }

  /** _I can’t get it_: what is said to be there is not, or is no good. */
  @Post('not-obtained')
  @May('requests.not-obtained', 'requests.not-obtained-own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RequestSummary })
  notObtained(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NotObtainedBody }) body: NotObtainedBody,
  ) {
    return this.#act(user, 'not-obtained', id, (tx, by) => notObtained(tx, id, by, body));
  }

  @Post('correct')
  @May('requests.correct', 'requests.correct-own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RequestSummary })
  correct(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CorrectBody }) body: CorrectBody,
  ) {
    const { patron: named, service, citation, ...fields } = body;
    return this.#act(user, 'correct', id, async (tx, by) => {
      const patron = named === undefined ? undefined : await this.#patron(tx, by, named);
      return correctRequest(tx, id, by, {
        citation: { ...citation, ...fields },
        ...(service && { service }),
        ...(patron && { patron }),
      });
    });
  }

  @Post('go-on')
  @May('requests.go-on')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RequestSummary })
  goOn(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string) {
    return this.#act(user, 'go-on', id, (tx) => goOn(tx, id));
  }

  async #patron(tx: Tx, by: Person, named: string): Promise<KnownPatron> {
    const patron = by === 'staff' ? await findPatron(tx, named, this.keys) : undefined;
    if (patron) return patron;
    const fault =
      by === 'staff'
        ? reject('unknown-patron', `Nobody at ${tx.tenant} has this card number, username or patronRef.`, {
            field: 'patron',
            remedy: 'Check the number.',
          })
        : reject('forbidden', 'Only staff can say for whom a request is.', { field: 'patron', remedy: 'Leave the patron out.' });
    throw new RejectionError(fault);
  }

  /** One step by somebody who may see the request. */
  async #act(
    user: SignedInUser,
    what: Parameters<typeof whoseRequests>[1],
    id: string,
    step: (tx: Tx, by: Person) => Promise<Result<RequestState, Rejection>>,
  ): Promise<RequestSummary> {
    const whose = await this.tenants.of(id, whoseRequests(user, what));
    await this.pages.summary(id, whose);
    const by: Person = atDesk(user, what) ? 'staff' : 'patron';
    await this.database.transaction({ tenant: whose.tenant, actor: actorOf(user), correlation: id }, async (tx) =>
      unwrap(await step(tx, by)),
    );
    return this.pages.summary(id, { tenant: whose.tenant });
  }
}
