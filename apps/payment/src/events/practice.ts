import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { PracticeMade } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { CONFIG } from '#lib/service';
import { practiseFunds } from '../app/practice-funds.ts';
import type { PaymentConfig } from '../config.ts';

/** What a new practice copy has of the library's here. */
@Controller()
export class PracticeFunds {
  constructor(@Inject(CONFIG) private readonly config: PaymentConfig) {}

  @Handles(PracticeMade)
  made(@Payload() { symbol }: PracticeMade, @Ctx() { tx }: MessageContext): Promise<void> {
    return practiseFunds(tx, symbol, this.config.FISCAL_YEAR_STARTS);
  }
}
