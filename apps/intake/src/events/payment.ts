import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  EntryPosted,
  FundReserved,
  PatronFeeChanged,
  ReservationRefused,
  ReservationReleased,
  VouchersPromised,
  VouchersRefused,
} from '#lib/contracts';
import { vouchersText } from '#lib/kernel';
import { Handles, type MessageContext } from '#lib/messaging';
import { sawFee } from '../domain/page/fees.ts';
import { onPage } from './heard.ts';

/** The money of a request, for staff to see on its page. */
@Controller()
export class PaymentEvents {
  @Handles(FundReserved)
  reserved(@Payload() _data: FundReserved, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context);
  }

  @Handles(ReservationRefused)
  refused(@Payload() { reason }: ReservationRefused, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, reason);
  }

  @Handles(ReservationReleased)
  released(@Payload() { reason }: ReservationReleased, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, reason);
  }

  @Handles(EntryPosted)
  posted(@Payload() { description }: EntryPosted, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, description);
  }

  @Handles(PatronFeeChanged)
  fee(@Payload() { amount, paid, waived, open }: PatronFeeChanged, @Ctx() context: MessageContext): Promise<void> {
    const { subject, sequence } = context.envelope;
    const fee = { amount, paid, waived, open };
    return onPage(context, undefined, (progress) => sawFee(progress, subject, sequence, fee));
  }

  @Handles(VouchersPromised)
  promised(@Payload() { halves, numbers }: VouchersPromised, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, `${vouchersText(halves)}: ${numbers.join(', ')}`);
  }

  @Handles(VouchersRefused)
  voucherless(@Payload() { reason }: VouchersRefused, @Ctx() context: MessageContext): Promise<void> {
    return onPage(context, reason);
  }
}
