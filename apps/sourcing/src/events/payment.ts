import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  FundChanged,
  FundReserved,
  ReservationRefused,
  VouchersChanged,
  VouchersPromised,
  VouchersRefused,
} from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { keepFund, keepVouchers } from '../app/funds.ts';
import { fundRefused, fundReserved, vouchersRefused } from '../app/hear-fund.ts';
import { Sourcing } from '../app/sourcing.ts';

/** What payment tells of funds, vouchers, and what is held of both. */
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

  @Handles(VouchersChanged)
  async vouchers(@Payload() vouchers: VouchersChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await keepVouchers(tx, vouchers, envelope.time);
  }

  @Handles(VouchersPromised)
  promised(@Payload() promised: VouchersPromised, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return fundReserved(this.sourcing, tx, envelope.subject, promised);
  }

  @Handles(VouchersRefused)
  voucherless(@Payload() refused: VouchersRefused, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return vouchersRefused(this.sourcing, tx, envelope.subject, refused);
  }
}
