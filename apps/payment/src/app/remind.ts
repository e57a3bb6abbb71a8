import { Inject } from '@nestjs/common';
import { unwrap } from '#lib/kernel';
import { CONFIG, Policies } from '#lib/service';
import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import type { PaymentConfig } from '../config.ts';
import { chargeDecider } from '../domain/charge/charge.ts';
import { reservationDecider } from '../domain/reservation/reservation.ts';
import { invoiceDecider } from '../domain/invoices/invoice.ts';
import { nettingDecider } from '../domain/settling/netting-run.ts';
import { invoicingDecider } from '../domain/invoices/invoicing.ts';
import { monthOf } from '../domain/settling/month.ts';
import { monthAfter } from './invoices/drafts.ts';
import { billAll } from './lent/bill-lent.ts';
import { askPolicy, settleAs } from './settle-charge.ts';
import { charges, inDays, inHours, invoices, invoicings, nettings, reservations } from './stores.ts';

/** A reservation nobody has used for long becomes a task for staff; money is never given back behind their backs. */
@DeadlineHandler('reservation')
export class ReservationReminder implements DeadlineRunner {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    const remindAt = inDays(tx, this.config.RESERVATION_REMINDER_DAYS);
    await reservations.step(tx, id, (state) => reservationDecider.decide(state, { type: 'remind', remindAt }));
  }
}

/**
 * What stands over stays a task until a fund pays it, what is undecided until a person says how it is settled; each reminder counts. Where
 * no policy could be asked, it is asked again by itself.
 */
@DeadlineHandler('charge')
export class ChargeReminder implements DeadlineRunner {
  constructor(
    private readonly policies: Policies,
    @Inject(CONFIG) private readonly config: PaymentConfig,
  ) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    const { status, settlement, cost } = (await charges.load(tx, id)).state;
    const unasked = status === 'undecided' && cost && !settlement?.policy;
    const asked = unasked ? await askPolicy(tx, this.policies, cost) : undefined;
    if (asked?.means) return unwrap(await settleAs(tx, id, asked));
    const remindAt = asked && !asked.policy ? inHours(tx, 1) : inDays(tx, this.config.RESERVATION_REMINDER_DAYS);
    await charges.step(tx, id, (state) => chargeDecider.decide(state, { type: 'remind', remindAt, settlement: asked }));
  }
}

/** A netting that nobody approves, or whose transfers nobody has seen paid, counts its reminders: the page of nettings shows it. */
@DeadlineHandler('netting')
export class NettingReminder implements DeadlineRunner {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    const remindAt = inDays(tx, this.config.RESERVATION_REMINDER_DAYS);
    await nettings.step(tx, id, (state) => nettingDecider.decide(state, { type: 'remind', remindAt }));
  }
}

/** An invoice's day is over and it is not paid, a draft lies, something is to be paid back: each stands on the worklist. */
@DeadlineHandler('invoice')
export class InvoiceReminder implements DeadlineRunner {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    const remindAt = inDays(tx, this.config.RESERVATION_REMINDER_DAYS);
    await invoices.step(tx, id, (state) => invoiceDecider.decide(state, { type: 'fall-due', remindAt }));
  }
}

/** A month is over: what was lent in it by invoice is put on drafts, where the library has it so. */
@DeadlineHandler('invoicing')
export class MonthlyInvoices implements DeadlineRunner {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  async onDeadline(tx: Tx, id: string): Promise<void> {
    await billAll(tx, `${monthOf(tx.now())}-01`, this.config.RESERVATION_REMINDER_DAYS);
    await invoicings.step(tx, id, (state) => invoicingDecider.decide(state, { type: 'month-over', next: monthAfter(tx) }));
  }
}
