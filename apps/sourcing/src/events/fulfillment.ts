import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RequestClosed, RequestFinished, SupplyExhausted } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { requestClosed, requestFinished, supplyExhausted } from '../app/hear-supply.ts';
import { Sourcing } from '../app/sourcing.ts';

/** What fulfillment tells of requests. The message's subject is the request. */
@Controller()
export class FulfillmentEvents {
  constructor(private readonly sourcing: Sourcing) {}

  @Handles(SupplyExhausted)
  exhausted(@Payload() exhausted: SupplyExhausted, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return supplyExhausted(this.sourcing, tx, envelope.subject, exhausted);
  }

  @Handles(RequestFinished)
  finished(@Payload() finished: RequestFinished, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return requestFinished(this.sourcing, tx, envelope.subject, finished);
  }

  @Handles(RequestClosed)
  closed(@Payload() closed: RequestClosed, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return requestClosed(this.sourcing, tx, envelope.subject, closed);
  }
}
