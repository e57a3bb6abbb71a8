import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { LentChargeTakenBack, LentCharged } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { awaitNoMore, awaitVouchers } from '../app/awaited-vouchers.ts';
import { chargeLent, takeBackLent } from '../app/lent/hear-lent.ts';

/** What a library asks for what it lends. The message's subject is the lender's side. */
@Controller()
export class LentCharges {
  @Handles(LentCharged)
  async charged(@Payload() charge: LentCharged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    if (charge.means === 'vouchers') await awaitVouchers(tx, envelope.subject, charge);
    else await chargeLent(tx, envelope.subject, charge, envelope.time);
  }

  @Handles(LentChargeTakenBack)
  async takenBack(@Payload() { reason }: LentChargeTakenBack, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    // cards are awaited for it, or it is charged: never both
    if (!(await awaitNoMore(tx, envelope.subject, reason))) await takeBackLent(tx, envelope.subject, reason);
  }
}
