import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FeeOwed, FeeTakenBack } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { oweFee, takeBackFee } from '../app/patron-fees.ts';

/** What patrons pay. The message's subject is the attempt. */
@Controller()
export class Fees {
  @Handles(FeeOwed)
  owed(@Payload() fee: FeeOwed, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return oweFee(tx, envelope.subject, fee, envelope.time);
  }

  @Handles(FeeTakenBack)
  takenBack(@Payload() { reason }: FeeTakenBack, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return takeBackFee(tx, envelope.subject, reason, envelope.time);
  }
}
