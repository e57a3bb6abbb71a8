import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FundChanged, FundReserved, ReservationRefused } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { keepFund } from '../app/funds.ts';
import { fundRefused, fundReserved } from '../app/hear-fund.ts';
import { Sourcing } from '../app/sourcing.ts';

/** What payment tells of funds and reservations. */
@Controller()
export class PaymentEvents {
  constructor(private readonly sourcing: Sourcing) {}

  @Handles(FundChanged)
  async changed(@Payload() fund: FundChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await keepFund(tx, fund, envelope.time);
  }

  @Handles(FundReserved)
  reserved(@Payload() reserved: FundReserved, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return fundReserved(this.sourcing, tx, envelope.subject, reserved);
  }

  @Handles(ReservationRefused)
  refused(@Payload() refused: ReservationRefused, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return fundRefused(this.sourcing, tx, envelope.subject, refused);
  }
}
