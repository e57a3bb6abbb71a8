import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged, messages, PracticeRemoved, ProxyChanged } from '#lib/contracts';
import type { MessageContext } from '#lib/messaging';
import { hear } from '../app/hear.ts';

/**
 * Everything that happened, from every service; a new contract is heard without a change here. Who may sign in and that a practice copy goes
 * is no figure, and heard by what every service starts with (AccountEvents, PracticeEvents); nor is who may ask in whose name.
 */
const OTHERS: readonly string[] = [AccountChanged.type, PracticeRemoved.type, ProxyChanged.type];
const EVENTS = [...messages.values()]
  .filter(({ kind, type }) => kind === 'event' && !OTHERS.includes(type))
  .map(({ type }) => type);

@Controller()
export class HeardController {
  @EventPattern(EVENTS)
  async heard(@Payload() _data: unknown, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await hear(tx, envelope);
  }
}
