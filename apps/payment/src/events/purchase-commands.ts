import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AbandonReservation, ReleaseReservation, ReserveFund } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { CONFIG } from '#lib/service';
import { releaseReservation } from '../app/release-reservation.ts';
import { reserveFund } from '../app/reserve-fund.ts';
import type { PaymentConfig } from '../config.ts';

/** What sourcing and fulfillment ask of funds. The message's subject is the reservation. */
@Controller()
export class PurchaseCommands {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  @Handles(ReserveFund)
  reserve(@Payload() asked: ReserveFund, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return reserveFund(tx, envelope.subject, asked, this.config.RESERVATION_REMINDER_DAYS);
  }

  @Handles(ReleaseReservation)
  release(@Payload() { reason }: ReleaseReservation, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return releaseReservation(tx, envelope.subject, reason);
  }

  @Handles(AbandonReservation)
  abandon(@Payload() { reason }: AbandonReservation, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return releaseReservation(tx, envelope.subject, reason);
  }
}
