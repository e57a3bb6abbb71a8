import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { LentChargeTakenBack, LentCharged } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { awaitNoMore, awaitVouchers } from '../app/awaited-vouchers.ts';

/** What a library asks for what it lends. The message's subject is the lender's side. */
@Controller()
export class LentCharges {
  @Handles(LentCharged)
  charged(@Payload() charge: LentCharged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return awaitVouchers(tx, envelope.subject, charge);
  }

  @Handles(LentChargeTakenBack)
  takenBack(@Payload() { reason }: LentChargeTakenBack, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return awaitNoMore(tx, envelope.subject, reason);
  }
}
