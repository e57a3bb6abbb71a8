import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { PracticeMade } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { Policies } from '#lib/service';
import { copyHoldings } from '../app/practice/copy-holdings.ts';
import { copyPolicies } from '../app/practice/copy-policies.ts';

/** What a new practice copy has of the library's here. */
@Controller()
export class PracticeCopiesHere {
  constructor(private readonly policies: Policies) {}

  @Handles(PracticeMade)
  async made(@Payload() { symbol }: PracticeMade, @Ctx() { tx }: MessageContext): Promise<void> {
    await copyPolicies(tx, symbol, this.policies);
    await copyHoldings(tx, symbol);
  }
}
