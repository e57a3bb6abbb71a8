import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AbandonReservation, PromiseVouchers, ReleaseReservation, ReserveFund } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { CONFIG } from '#lib/service';
import { giveBack, promiseAsAsked } from '../app/promise-vouchers.ts';
import { reserveFund } from '../app/reserve-fund.ts';
import { iflaPrices } from '../app/vouchers.ts';
import type { PaymentConfig } from '../config.ts';

/** What sourcing and fulfillment ask of funds and vouchers. The message's subject is the reservation or promise. */
@Controller()
export class PurchaseCommands {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  @Handles(ReserveFund)
  reserve(@Payload() asked: ReserveFund, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return reserveFund(tx, envelope.subject, asked, this.config.RESERVATION_REMINDER_DAYS);
  }

  @Handles(ReleaseReservation)
  release(@Payload() { reason }: ReleaseReservation, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return giveBack(tx, envelope.subject, reason, iflaPrices(this.config));
  }

  @Handles(AbandonReservation)
  abandon(@Payload() { reason }: AbandonReservation, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return giveBack(tx, envelope.subject, reason, iflaPrices(this.config));
  }

  @Handles(PromiseVouchers)
  promise(@Payload() asked: PromiseVouchers, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return promiseAsAsked(tx, envelope.subject, asked, iflaPrices(this.config));
  }
}
