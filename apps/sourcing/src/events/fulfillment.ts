import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AttemptAdvanced, RequestClosed, RequestFinished, RequestReopened, SupplyExhausted } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { attemptAdvanced } from '../app/hear-lenders.ts';
import { requestClosed, requestFinished, requestReopened, supplyExhausted } from '../app/hear-supply.ts';
import { Sourcing } from '../app/sourcing.ts';

/** What fulfillment tells of requests and of attempts to supply them. The message's subject is the one or the other. */
@Controller()
export class FulfillmentEvents {
  constructor(private readonly sourcing: Sourcing) {}

  @Handles(AttemptAdvanced)
  advanced(@Payload() advanced: AttemptAdvanced, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return attemptAdvanced(tx, envelope.subject, envelope.time, advanced);
  }

  @Handles(SupplyExhausted)
  exhausted(@Payload() exhausted: SupplyExhausted, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return supplyExhausted(this.sourcing, tx, envelope.subject, exhausted);
  }

  @Handles(RequestFinished)
  finished(@Payload() finished: RequestFinished, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return requestFinished(this.sourcing, tx, envelope.subject, finished);
  }

  @Handles(RequestReopened)
  reopened(@Payload() _reopened: RequestReopened, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return requestReopened(this.sourcing, tx, envelope.subject);
  }

  @Handles(RequestClosed)
  closed(@Payload() closed: RequestClosed, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return requestClosed(this.sourcing, tx, envelope.subject, closed);
  }
}
