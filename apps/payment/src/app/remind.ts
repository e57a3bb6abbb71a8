import { Inject } from '@nestjs/common';
import { CONFIG } from '#lib/service';
import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import type { PaymentConfig } from '../config.ts';
import { chargeDecider } from '../domain/charge/charge.ts';
import { reservationDecider } from '../domain/reservation/reservation.ts';
import { charges, inDays, reservations } from './stores.ts';

/** A reservation nobody has used for long becomes a task for staff; money is never given back behind their backs. */
@DeadlineHandler('reservation')
export class ReservationReminder implements DeadlineRunner {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    const remindAt = inDays(tx, this.config.RESERVATION_REMINDER_DAYS);
    await reservations.step(tx, id, (state) => reservationDecider.decide(state, { type: 'remind', remindAt }));
  }
}

/** What stands over stays a task until a fund pays it; each reminder counts. */
@DeadlineHandler('charge')
export class ChargeReminder implements DeadlineRunner {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    const remindAt = inDays(tx, this.config.RESERVATION_REMINDER_DAYS);
    await charges.step(tx, id, (state) => chargeDecider.decide(state, { type: 'remind', remindAt }));
  }
}
