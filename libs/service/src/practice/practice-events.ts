import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { PracticeRemoved } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { removeRows } from './remove-rows.ts';

/** A practice copy goes, in every service but directory, which removes its own rows as it tells. */
@Controller()
export class PracticeEvents {
  @Handles(PracticeRemoved)
  async removed(@Payload() { symbol }: PracticeRemoved, @Ctx() { tx }: MessageContext): Promise<void> {
    await tx.asTenant(symbol, removeRows);
  }
}
