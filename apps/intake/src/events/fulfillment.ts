import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  AttemptAdvanced,
  AttemptOpened,
  CostIncurred,
  CostReversed,
  FeeOwed,
  FeeTakenBack,
  RequestClosed,
  RequestFinished,
  RequestReopened,
  SupplyExhausted,
} from '#lib/contracts';
import { formatMoney } from '#lib/kernel';
import { Handles, type MessageContext } from '#lib/messaging';
import { sawAttempt, sawClosed, sawExhausted, sawFinished, sawReopened } from '../domain/page/progress.ts';
import { end, onPage, resume } from './heard.ts';

/** How the request is being supplied. */
@Controller()
export class FulfillmentEvents {
  @Handles(AttemptOpened)
  opened(@Payload() data: AttemptOpened, @Ctx() context: MessageContext): Promise<void> {
    const { subject, sequence } = context.envelope;
    return onPage(context, undefined, (progress) => sawAttempt(progress, subject, sequence, data));
  }

  @Handles(AttemptAdvanced)
  advanced(@Payload() data: AttemptAdvanced, @Ctx() context: MessageContext): Promise<void> {
    const { subject, sequence } = context.envelope;
    return onPage(context, data.reason, (progress) => sawAttempt(progress, subject, sequence, data));
  }

  @Handles(SupplyExhausted)
  exhausted(@Payload() { decisionId }: SupplyExhausted, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, undefined, (progress) => sawExhausted(progress, decisionId));
  }

  @Handles(RequestFinished)
  finished(@Payload() { supplier, url }: RequestFinished, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, undefined, (progress) =>
      sawFinished(progress, { supplier, ...(url && { url }) }, context.envelope.time),
    );
  }

  @Handles(RequestReopened)
  async reopened(@Payload() { reason }: RequestReopened, @Ctx() context: MessageContext): Promise<void> {
    await resume(context);
    await onPage(context, reason, (progress) => sawReopened(progress, context.envelope.time));
  }

  @Handles(RequestClosed)
  async closed(@Payload() { outcome, reason }: RequestClosed, @Ctx() context: MessageContext): Promise<void> {
    await end(context, outcome);
    await onPage(context, reason, (progress) => sawClosed(progress, { outcome, reason }, context.envelope.time));
  }

  @Handles(CostIncurred)
  cost(@Payload() _cost: CostIncurred, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context);
  }

  @Handles(FeeOwed)
  fee(@Payload() { amount }: FeeOwed, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, formatMoney(amount));
  }

  @Handles(FeeTakenBack)
  feeTakenBack(@Payload() { reason }: FeeTakenBack, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, reason);
  }

  @Handles(CostReversed)
  reversed(@Payload() { reason }: CostReversed, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, reason);
  }
}
