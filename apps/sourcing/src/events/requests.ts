import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { PatronAnswered, RequestCancelled, RequestUnlinked, RequestVerified } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { cancelRequest } from '../app/cancel.ts';
import { openRequest } from '../app/open-request.ts';
import { Sourcing } from '../app/sourcing.ts';
import { takeAnswer } from '../app/take-answer.ts';
import { unlinkRequest } from '../app/unlink.ts';

/** What intake tells of requests. The message's subject is the request. */
@Controller()
export class RequestEvents {
  constructor(private readonly sourcing: Sourcing) {}

  @Handles(RequestVerified)
  verified(@Payload() request: RequestVerified, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return openRequest(this.sourcing, tx, envelope.subject, request);
  }

  @Handles(PatronAnswered)
  answered(@Payload() answer: PatronAnswered, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return takeAnswer(this.sourcing, tx, envelope.subject, answer);
  }

  @Handles(RequestUnlinked)
  unlinked(@Payload() data: RequestUnlinked, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return unlinkRequest(tx, envelope.subject, data);
  }

  @Handles(RequestCancelled)
  cancelled(@Payload() cancelled: RequestCancelled, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return cancelRequest(this.sourcing, tx, envelope.subject, cancelled);
  }
}
