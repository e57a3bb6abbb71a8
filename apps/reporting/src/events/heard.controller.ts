import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { messages } from '#lib/contracts';
import type { MessageContext } from '#lib/messaging';
import { hear } from '../app/hear.ts';

/** Everything that happened, from every service; a new contract is heard without a change here. */
const EVENTS = [...messages.values()].filter((message) => message.kind === 'event').map((message) => message.type);

@Controller()
export class HeardController {
  @EventPattern(EVENTS)
  async heard(@Payload() _data: unknown, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await hear(tx, envelope);
  }
}
