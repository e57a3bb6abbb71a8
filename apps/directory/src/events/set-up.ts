import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FundChanged, HoldingsBrought } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { keepBrought } from '../app/brought.ts';

/** What others tell of a library's set-up, for its check-list. */
@Controller()
export class SetUpEvents {
  @Handles(HoldingsBrought)
  holdings(@Payload() { what, titles }: HoldingsBrought, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return keepBrought(tx, what, envelope.subject, envelope.sequence, titles);
  }

  @Handles(FundChanged)
  fund(@Payload() { available }: FundChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return keepBrought(tx, 'fund', envelope.subject, envelope.sequence, available.minor);
  }
}
