import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged, messages, ProxyChanged } from '#lib/contracts';
import type { MessageContext } from '#lib/messaging';
import { hear } from '../app/hear.ts';

/**
 * Everything that happened, from every service; a new contract is heard without a change here. Who may sign in is no figure, and heard by
 * what every service starts with (AccountEvents); nor is who may ask in whose name.
 */
const EVENTS = [...messages.values()]
  .filter(({ kind, type }) => kind === 'event' && type !== AccountChanged.type && type !== ProxyChanged.type)
  .map(({ type }) => type);

@Controller()
export class HeardController {
  @EventPattern(EVENTS)
  async heard(@Payload() _data: unknown, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await hear(tx, envelope);
  }
}
