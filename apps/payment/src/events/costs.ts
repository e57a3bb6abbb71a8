import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CostIncurred, CostReversed } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { CONFIG, Policies } from '#lib/service';
import { postCost } from '../app/post-cost.ts';
import { reverseCostOf } from '../app/reverse-cost.ts';
import { iflaPrices } from '../app/vouchers.ts';
import type { PaymentConfig } from '../config.ts';

/** What supply attempts cost. The message's subject is the attempt. */
@Controller()
export class Costs {
  constructor(
    private readonly policies: Policies,
    @Inject(CONFIG) private readonly config: PaymentConfig,
  ) {}

  @Handles(CostIncurred)
  incurred(@Payload() cost: CostIncurred, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return postCost(tx, envelope.subject, cost, this.policies, this.config.RESERVATION_REMINDER_DAYS, envelope.time);
  }

  @Handles(CostReversed)
  reversed(@Payload() { reason }: CostReversed, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    return reverseCostOf(tx, envelope.subject, reason, iflaPrices(this.config));
  }
}
