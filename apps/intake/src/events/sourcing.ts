import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Decided, QuestionReminded, SourcingEnded } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { sawDecision } from '../domain/page/progress.ts';
import { end, onPage } from './heard.ts';

/** What sourcing decided. */
@Controller()
export class SourcingEvents {
  @Handles(Decided)
  decided(@Payload() data: Decided, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, data.reason, (progress) => sawDecision(progress, data));
  }

  @Handles(QuestionReminded)
  reminded(@Payload() _data: QuestionReminded, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context);
  }

  @Handles(SourcingEnded)
  async ended(@Payload() { outcome, reason }: SourcingEnded, @Ctx() context: MessageContext): Promise<void> {
    // first the request, then its page: everybody locks them in this order
    await end(context, outcome);
    await onPage(context, reason, (progress) => ({ ...progress, ended: { outcome, reason } }));
  }
}
